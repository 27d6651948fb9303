/** Syntax errors in plain words. Parsers speak of tokens; learners should read what to look at. */
import type { Problem } from '#grader/verdict.ts';
import type { SyntaxMistake } from './erase-types.ts';
import { toProblem } from './refusals.ts';

type Words = readonly [message: string, remedy: string];

const close = 'Look at this line and the one above for a missing or extra bracket, comma or quote.';

/** Reasons as the two parsers give them -> words. The first pattern that fits counts. */
const wordsFor: readonly (readonly [RegExp, (match: RegExpExecArray) => Words])[] = [
  [
    /Unterminated string|Unterminated template/,
    () => [
      'A text is not closed.',
      'Put the closing quote at its end; a text over several lines needs backquotes.',
    ],
  ],
  [/Unterminated comment/, () => ['A comment is not closed.', 'Put `*/` at its end.']],
  [
    /Unterminated regular expression/,
    () => ['A regular expression is not closed.', 'Put `/` at its end.'],
  ],
  [
    /Invalid regular expression/,
    () => [
      'This regular expression is not valid.',
      'Check its brackets, and escape special characters with a backslash.',
    ],
  ],
  [
    /Identifier '(.+)' has already been declared/,
    ([, name]) => [`\`${name}\` is declared twice.`, 'Give one of the two another name.'],
  ],
  [
    /Duplicate export '(.+)'/,
    ([, name]) => [`\`${name}\` is exported twice.`, 'Remove one of the two exports.'],
  ],
  [
    /Export '(.+)' is not defined/,
    ([, name]) => [
      `\`${name}\` is exported but declared nowhere.`,
      'Declare it, or remove it from the export.',
    ],
  ],
  [
    /Cannot use keyword 'await' outside an async function/,
    () => [
      '`await` stands in a function that is not async.',
      'Write `async` before that function.',
    ],
  ],
  [
    /'return' outside of function/,
    () => ['`return` stands outside of any function.', 'Move it into a function, or remove it.'],
  ],
  [
    /Unsyntactic (break|continue)|^Unsyntactic/,
    ([, word]) => [
      `\`${word ?? 'break'}\` stands outside of a loop.`,
      'Move it into the loop, or check the name of its label.',
    ],
  ],
  [
    /Label '(.+)' is already declared/,
    ([, name]) => [`The label \`${name}\` is used twice.`, 'Give one of the two another name.'],
  ],
  [
    /Assigning to rvalue|Invalid left-hand side/,
    () => [
      'A value cannot be assigned to this.',
      'Put a variable or a property on the left of `=`; to compare, write `===`.',
    ],
  ],
  [
    /Deleting local variable|Private fields can not be deleted/,
    () => ['This cannot be deleted.', 'Only a property of an object can be deleted.'],
  ],
  [
    /'import' and 'export' may only appear at the top level/,
    () => [
      '`import` and `export` stand at the top level of a file only.',
      'Move it out of the block.',
    ],
  ],
  [
    /Private field '(.+)' must be declared/,
    ([, name]) => [`The class has no \`${name}\`.`, 'Declare it in the class.'],
  ],
  [
    /Missing initializer/,
    () => ['This declaration needs a value.', 'Write `=` and a value after its name.'],
  ],
  [
    /'super'/,
    () => [
      '`super` is available only in methods of classes and objects.',
      'Move it into a method, or call the function by its name.',
    ],
  ],
  [
    /reserved word|keyword '(.+)'/i,
    () => ['A word of the language is used as a name.', 'Choose another name.'],
  ],
  [
    /Binding (eval|arguments)|Assigning to (eval|arguments)/,
    () => ['`eval` and `arguments` cannot be used as names.', 'Choose another name.'],
  ],
  [
    /expected "(.+)"|expected '(.+)'/,
    ([, first, second]) => [`A \`${first ?? second}\` is missing here.`, close],
  ],
];

/** A mistake in the syntax, in words. `source` is the text that the learner wrote. */
export function syntaxProblem(file: string, source: string, mistake: SyntaxMistake): Problem {
  const { line, column, reason } = mistake;
  const rest = (source.split('\n')[line - 1] ?? '').slice(column - 1);
  if (rest.startsWith('@')) return toProblem(file, { code: 'decorator', line, column, name: '' });
  const [message, remedy] = wordsOf(reason, rest, isAtEnd(source, line, column));
  return { place: { file, line, column }, code: 'syntax', message, remedy };
}

function wordsOf(reason: string, rest: string, atEnd: boolean): Words {
  for (const [pattern, words] of wordsFor) {
    const match = pattern.exec(reason);
    if (match !== null) return words(match);
  }
  if (atEnd) return ['The file ends too early.', 'A closing bracket is missing somewhere above.'];
  const word = /^(?:[\w$]+|\S)/.exec(rest)?.[0];
  if (word === 'with') {
    return ['`with` is not part of TypeScript modules.', 'Name the object: `object.property`.'];
  }
  if (word === undefined) return ['The line ends too early.', close];
  return [`\`${word}\` does not fit here.`, close];
}

function isAtEnd(source: string, line: number, column: number): boolean {
  const lines = source.split('\n');
  return [...lines.slice(line), (lines[line - 1] ?? '').slice(column - 1)].every(
    (text) => text.trim() === '',
  );
}
