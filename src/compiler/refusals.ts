/**
 * What the compiler refuses, and what to write instead: every word of it that a learner reads is in this file.
 * `name` stands for the name that the source uses at that place.
 */
import type { Problem } from '#grader/verdict.ts';

interface Wording {
  /** What is wrong, in one sentence. */
  readonly message: (name: string) => string;
  /** What to write instead, in one sentence. */
  readonly remedy: (name: string) => string;
}

const inTurn =
  'Loop with `for … of` and `await` inside; for work at the same time spawn a process for each element.';
const waitInside =
  'Await it inside an async function, and start that function from the lab, or with `spawn` from a process.';

const wordings = {
  // TypeScript and JavaScript that a lab cannot run
  namespace: {
    message: () => 'A namespace does not survive the erasing of types.',
    remedy: () => 'Put its contents into a file of their own and import them.',
  },
  enum: {
    message: () => 'An enum is more than a type, and types are only erased here.',
    remedy: () => "Use a union of string literals, for example `type Colour = 'red' | 'green'`.",
  },
  decorator: {
    message: () => 'Decorators are not available in labs.',
    remedy: () => 'Call the function yourself on what you want to wrap.',
  },
  'parameter-property': {
    message: () => 'A parameter property writes code, and types are only erased here.',
    remedy: () => 'Declare the field in the class and assign it in the constructor.',
  },
  'export-assignment': {
    message: () => '`export =` belongs to CommonJS, and these files are modules.',
    remedy: () => 'Write `export` before what you want to export.',
  },
  'import-assignment': {
    message: () => '`import … =` belongs to CommonJS, and these files are modules.',
    remedy: () => "Write `import { name } from './file.ts'`.",
  },
  'top-level-await': {
    message: () =>
      'The top level of a file belongs to no process, so nothing can be awaited there.',
    remedy: () => waitInside,
  },
  'async-generator': {
    message: () => 'Async generators are not available in labs.',
    remedy: () =>
      'Let a process send its results one by one, or gather them in an array and return it.',
  },
  using: {
    message: () => '`using` declarations are not available in labs.',
    remedy: () => 'Use `const`, and release the resource yourself.',
  },
  'dynamic-import': {
    message: () => 'Files are loaded when the node boots, so `import()` is not available.',
    remedy: () => 'Write an `import` declaration at the top of the file.',
  },
  'import-meta': {
    message: () => 'There is no `import.meta`: the file runs on a simulated node.',
    remedy: () => "Use `node()` from 'nines' for the name of the node.",
  },
  'arrow-arguments': {
    message: () => 'An async arrow function cannot use `arguments`.',
    remedy: () => 'Take the arguments by name, or as `...rest`.',
  },
  'arrow-super': {
    message: () => 'An async arrow function cannot use `super` or `new.target`.',
    remedy: () => 'Make it an async method, or read what you need before the arrow function.',
  },
  'computed-super': {
    message: () => 'An async method with a computed name in an object cannot use `super`.',
    remedy: () => 'Give the method a plain name.',
  },
  'super-power': {
    message: () => '`**=` is not available on a property of `super`.',
    remedy: () => 'Write `super.x = super.x ** y`.',
  },
  'tagged-text': {
    message: () =>
      'A tagged template cannot hold `import(`, `eval(` or the signs of an HTML comment.',
    remedy: () => 'Split it with `${…}`, or use a plain string.',
  },
  'missing-semicolon': {
    message: () => 'Without its type, this line would go on in the next.',
    remedy: () => 'Put a semicolon at its end.',
  },
  // Imports and exports
  'import-source': {
    message: (name) => `'${name}' cannot be imported here.`,
    remedy: () => "Import from 'nines' or from a file of this lab, for example './server.ts'.",
  },
  'import-missing-file': {
    message: (name) => `This lab has no file '${name}'.`,
    remedy: () => 'Check the name: it begins with `./` and ends in `.ts`.',
  },
  'import-missing-name': {
    message: (name) => `\`${name}\` is not exported there.`,
    remedy: () => 'Check the spelling, or write `export` before its declaration.',
  },
  'import-type': {
    message: (name) => `\`${name}\` is a type and has no value at run time.`,
    remedy: (name) => `Write \`import type { ${name} }\`, and use it only as a type.`,
  },
  'import-world': {
    message: () => "'nines/world' is for the lab's own files, which watch the run.",
    remedy: () => "Import what you need from 'nines'.",
  },
  'import-watcher': {
    message: (name) => `'${name}' belongs to the lab's world, which watches the run.`,
    remedy: () =>
      'Talk to what runs there by messages; import only from the files the brief gives you.',
  },
  'export-all': {
    message: (name) => `\`export *\` does not work from '${name}'.`,
    remedy: () => 'Name what you hand on: `export { send } from …`.',
  },
  // Names that do not exist
  promise: {
    message: () => 'There is no `Promise` to build or combine: waiting is what processes do.',
    remedy: () =>
      'Use `await` for one operation; for several at once use `sendRequest` and `receiveResponse`, or spawn a process for each.',
  },
  'promise-method': {
    message: (name) => `Operations have no \`.${name}\`: they are awaited.`,
    remedy: () => 'Write `await`, with `try` and `catch` around it if it can fail.',
  },
  timer: {
    message: (name) => `\`${name}\` does not exist: time is virtual here.`,
    remedy: () => "Use `await sleep(ms)`, or `sendAfter(ms, to, message)`, from 'nines'.",
  },
  network: {
    message: (name) => `\`${name}\` does not exist: the only network is the simulated one.`,
    remedy: () => "Use `send` or `call` from 'nines'.",
  },
  date: {
    message: () => '`Date` does not exist: time is virtual here.',
    remedy: () => "Use `now()` from 'nines': milliseconds of this node's clock.",
  },
  'math-random': {
    message: () => '`Math.random` does not exist: a run must give the same result every time.',
    remedy: () => "Use `random()` from 'nines', which is seeded.",
  },
  performance: {
    message: () => '`performance` does not exist: time is virtual here.',
    remedy: () => "Use `now()` from 'nines'.",
  },
  eval: {
    message: (name) => `\`${name}\` does not exist: text is never run as code here.`,
    remedy: () => 'Write the code itself, or keep functions in an object and pick one by its name.',
  },
  'global-object': {
    message: (name) => `There is no global object, so \`${name}\` has nothing to give.`,
    remedy: () =>
      "Import what you need from 'nines'; what should outlive a process belongs in another process or on `disk`.",
  },
  'no-such-global': {
    message: (name) => `\`${name}\` does not exist in labs.`,
    remedy: () => "Use plain data, and what 'nines' offers.",
  },
  'unknown-name': {
    message: (name) => `\`${name}\` is declared nowhere.`,
    remedy: () =>
      "Check the spelling, declare it, or import it from 'nines' or from a file of this lab.",
  },
  // Processes and operations
  'spawn-closure': {
    message: () =>
      'A process cannot start with a function from inside another function: processes share no variables.',
    remedy: () => 'Move it to the top level and pass what it needs as its argument.',
  },
  'spawn-not-async': {
    message: (name) => `A process runs an async function, and \`${name}\` is none.`,
    remedy: () => 'Write `async` before `function`.',
  },
  'callback-closure': {
    message: () =>
      'A callback is found by its name where its process runs, so it cannot be a closure.',
    remedy: () =>
      'Move it to the top level as an async function and name it here: `{ init, handleCall }`.',
  },
  'not-awaited': {
    message: (name) => `\`${name}\` is not awaited, so it never starts.`,
    remedy: (name) =>
      `Write \`await ${name}\`; for several at once use \`sendRequest\` and \`receiveResponse\`, or spawn a process for each.`,
  },
  'not-awaited-plain': {
    message: (name) => `\`${name}\` has to be awaited, and the function around it is not async.`,
    remedy: (name) => `Write \`async\` before that function, and \`await ${name}\` inside.`,
  },
  'return-in-try': {
    message: (name) => `\`return ${name}\` leaves the \`try\` before the operation has run.`,
    remedy: (name) => `Write \`return await ${name}\`.`,
  },
  'async-callback': {
    message: (name) => `\`${name}\` does not wait for an async function.`,
    remedy: () => inTurn,
  },
  // Warnings
  'module-variable': {
    message: (name) =>
      `\`${name}\` belongs to the node, not to a process: every process on the node shares it, and it is lost when the node restarts.`,
    remedy: () => "Keep it in a process's own variables, or on `disk` if it must survive.",
  },
} as const satisfies Record<string, Wording>;

export type RefusalCode = keyof typeof wordings;

/** Something refused, at a place in one file; lines and columns count from 1. */
export interface Finding {
  readonly code: RefusalCode;
  readonly line: number;
  readonly column: number;
  /** What the source calls it; empty where the wording needs no name. */
  readonly name: string;
}

/** A finding in the words that the learner reads. */
export function toProblem(file: string, finding: Finding): Problem {
  const { message, remedy } = wordings[finding.code];
  return {
    place: { file, line: finding.line, column: finding.column },
    code: finding.code,
    message: message(finding.name),
    remedy: remedy(finding.name),
  };
}
