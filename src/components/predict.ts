/**
 * Questions that ask what a program prints. Their answer is not written down: the program is compiled and run on the
 * course's own runtime when the site is built and when its tests run, so it cannot be wrong.
 */
import { compileLab } from '#compiler/compile.ts';
import { learnerMath } from '#runtime/math.ts';
import type { Factory, Program } from '#runtime/program.ts';
import { System } from '#runtime/system.ts';
import { learnerConsole } from '#sandbox/learner-console.ts';

/** Any seed does, because what is asked for must not depend on it; two are tried. */
const seeds = [1, 2];
const untilMs = 60_000;
const file = 'program.ts';

/** Our own text, from this repository: it needs the learner's objects, and no walls. */
function programOf(source: string): Program {
  const compiled = compileLab([{ file, source, origin: 'learner' }]);
  if (!compiled.ok)
    throw new Error(
      compiled.problems.map(({ place, message }) => `line ${place.line}: ${message}`).join('\n'),
    );
  return {
    files: compiled.modules.map(({ file: name, text }) => ({
      file: name,
      // oxlint-disable-next-line typescript/no-implied-eval -- the text is the compiler's, of a program in content/
      factory: new Function('Math', 'console', `return ${text}`)(
        learnerMath,
        learnerConsole,
      ) as Factory,
    })),
    place: () => null,
  };
}

function printedWith(program: Program, seed: number): readonly string[] {
  const lines: string[] = [];
  const system = new System({ seed, nodes: [{ name: 'a' }, { name: 'b' }], program });
  system.onOutput = ({ text }) => lines.push(text);
  system.spawnOn('a', { file, name: 'main' }, undefined, { name: 'main' });
  const { kind } = system.run({ untilMs });
  if (kind === 'stopped') throw new Error(`the run was stopped after printing ${lines.join(' ')}`);
  return lines;
}

/**
 * What a program's `main` prints on node `a`, with a node `b` beside it: its lines, joined by spaces. Throws if it does
 * not compile, is stopped, or prints something else with another seed.
 */
export function printed(source: string): string {
  const program = programOf(source);
  const outcomes = new Set(seeds.map((seed) => printedWith(program, seed).join(' ')));
  const [first = ''] = outcomes;
  if (outcomes.size > 1) throw new Error(`it prints ${[...outcomes].join(' or ')}, by chance`);
  return first;
}

/** An option as it is written: of a question that is run, without the word which one is right. */
export interface PredictOption {
  readonly text: string;
  readonly why: string;
}

/** The options with the word which one is right. Throws, naming the question, if none of them is what is printed. */
export function answered<O extends PredictOption>(
  question: { readonly id: string; readonly program: string; readonly options: readonly O[] },
  where: string,
): readonly (O & { readonly correct: boolean })[] {
  let output: string;
  try {
    output = printed(question.program);
  } catch (error) {
    throw new Error(`${where}: the program of “${question.id}” does not do: ${String(error)}`, {
      cause: error,
    });
  }
  const options = question.options.map((option) => ({
    ...option,
    correct: option.text === output,
  }));
  if (options.filter(({ correct }) => correct).length !== 1)
    throw new Error(
      `${where}: the program of “${question.id}” prints “${output}”, which must be one option.`,
    );
  return options;
}
