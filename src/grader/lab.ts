/**
 * What makes a lab's grader: a table of invariants, and a run sheet of worlds and examinations that check them.
 */
import type { Draw } from './draw.ts';
import type { Fault } from './fault.ts';
import type { Check, Found, Invariant } from './invariant.ts';
import type { Learner } from './learner.ts';
import type { Match } from './match.ts';
import type { RunRecord } from './record.ts';
import type { RunEnd } from './run.ts';
import type { Scenario } from './scenario.ts';
import type { Telling } from './tell.ts';
import type { ShownTable } from './verdict.ts';
import type { Operation } from './workload.ts';

/** `run` takes the lab's public seeds, `grade` those that count. */
export type Mode = 'run' | 'grade';

/**
 * For how many seeds of the list a part of the run sheet runs, beginning with the first: all where left out, none
 * where 0. A world of a million events may be for `{ run: 1, grade: 3 }`.
 */
export interface SeedChoice {
  readonly run?: number;
  readonly grade?: number;
}

/** A quantity that is read from the running system. */
export interface Probe {
  readonly of: 'processes' | 'mailbox' | 'memoryMb' | 'diskPercent';
  readonly node: string;
  /** Registered name, for `mailbox`. */
  readonly name?: string;
  /** When it is read: once, at several instants, or again and again. */
  readonly atMs?: readonly number[];
  readonly everyMs?: number;
}

/** A world of the run sheet: a scenario for each seed, and what is checked in it. */
export interface World {
  readonly kind: 'world';
  /** Unique in the lab; the learner sees it in the verdict, e.g. `brown-out`. */
  readonly id: string;
  readonly seeds?: SeedChoice;
  /**
   * The run of a seed. All chance comes from `draw`. Where the learner decides what there is (which machines, and how
   * many), `learner` gives the exported values.
   */
  readonly scenario: (draw: Draw, seed: number, learner: Learner) => Scenario;
  /** Messages that checks want to see, by name: `record.wire(name)`. */
  readonly wire?: { readonly [name: string]: Match };
  /** Quantities that checks want to see, by name: `record.readings(name)`. */
  readonly probes?: { readonly [name: string]: Probe };
  readonly checks: readonly Check[];
  /** True for a world that takes long: it is left out of a seed in which something required has broken before it. */
  readonly dear?: boolean;
  /** `allowed`: an error of the learner's code that nobody handles is no end of the grading here. */
  readonly crashes?: 'allowed';
  /** Codes that are reported in this order if several of them break in this world, whatever their instants. */
  readonly order?: readonly string[];
  /** Words for this world only; the lab's if left out. */
  readonly tell?: Telling;
  /** What a run wants to be seen whatever comes of it, such as how a queue grew. */
  readonly tables?: (record: RunRecord) => readonly ShownTable[];
  /**
   * What a reader should have of each run besides the verdict, broken or not: plain data, which travels as JSON of at
   * most `reportLengthMax` characters.
   */
  readonly report?: (record: RunRecord) => unknown;
  /**
   * For a world whose runs take long: what tells from the observations, as they come, that a promise is certainly
   * broken. Whoever wants the first breach alone (`untilSettled`) ends the run there; its checks then judge what there
   * was until that instant. One is made for each run.
   */
  readonly breaksOff?: (
    scenario: Scenario,
  ) => (seen: { readonly atMs: number; readonly value: unknown }) => boolean;
}

/** What an examination found about one code. */
export interface Finding {
  readonly code: string;
  readonly checked: number;
  readonly worst: string | null;
  readonly badness: number;
  readonly breach: Found | null;
  /** The story of the breach, in order: the examination knows it best. */
  readonly story?: readonly FindingEvent[];
  /** The run that shows it: it is shrunk, replayed and told in the place of `story`, and can be walked through. */
  readonly shownBy?: FoundRun;
  /** What is to be seen whatever comes of it. */
  readonly tables?: readonly ShownTable[];
}
/** A run that an examination has played. Its world is on the sheet, and has a check of the finding's code. */
export interface FoundRun {
  readonly world: World;
  readonly seed: number;
  readonly faults: readonly Fault[];
}
/** What a file of the learner's exports. */
export interface Declared {
  readonly file: string;
  readonly name: string;
}
export interface FindingEvent {
  /** Stable name of the kind of event: it enters the fingerprint. */
  readonly name: string;
  readonly atMs: number;
  readonly where: string;
  readonly text: string;
}

/** A part of the run sheet that needs no running system: pure functions and exported values of the learner's. */
export interface Examination {
  readonly kind: 'examination';
  readonly id: string;
  readonly codes: readonly string[];
  readonly seeds?: SeedChoice;
  /** The function or value of the learner's that a breach is about: its line is shown, unless the breach knows another. */
  readonly about?: (breach: Found) => Declared;
  /** Calls the learner's functions through `learner` and yields now and then, so that it can be sliced. */
  // eslint-disable-next-line max-params -- whom, by which chance, for which seed, and what plays: few want the last one
  readonly examine: (
    learner: Learner,
    draw: Draw,
    seed: number,
    runs: RunTable,
  ) => Generator<void, readonly Finding[]>;
}

/** Where an examination has runs played: worlds of the sheet, with a fault plan of its own. */
export interface RunTable {
  play(trial: TrialRun): Generator<void, RunEnd>;
}
export interface TrialRun {
  readonly world: World;
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** Which operations of the world's workload; all if left out. */
  readonly keeps?: (operation: Operation) => boolean;
}

export type SheetItem = World | Examination;

export interface LabOptions {
  readonly id: string;
  readonly seeds: { readonly run: readonly number[]; readonly grade: readonly number[] };
  /** The table, in its order: ties between codes go by it. */
  readonly invariants: readonly Invariant[];
  /** What runs for each seed, in this order. */
  readonly sheet: readonly SheetItem[];
  /** What the learner's files must export: file → names. */
  readonly needs: { readonly [file: string]: readonly string[] };
  /**
   * Codes in the order in which the verdict prefers them within a seed. Without it the first violation counts:
   * worlds in the order of the sheet, then the earliest instant, then the order of the table.
   */
  readonly primary?: readonly string[];
  readonly tell: Telling;
  /** What is left of the lab in its workshop cut; there is none if left out. */
  readonly cut?: Cut;
}

/** A part of a lab that fits into a workshop. */
export interface Cut {
  readonly codes: readonly string[];
  /** Ids of the worlds and examinations that run; all that check one of the codes if left out. */
  readonly items?: readonly string[];
  /** Labels of the faults that act; all if left out. */
  readonly faults?: readonly string[];
}

/** A lab's grader, checked for sense. */
export type LabGrader = LabOptions;

/** Names a world. */
export function world(options: Omit<World, 'kind'>): World {
  return { kind: 'world', ...options };
}

/** Names an examination. */
export function examination(options: Omit<Examination, 'kind'>): Examination {
  return { kind: 'examination', ...options };
}

/** The seeds from … to, both included. */
export function seeds(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/**
 * Puts a lab's grader together, and refuses one that contradicts itself: a code that no row names, a row that
 * nothing checks, two parts with one id.
 */
export function defineLab(options: LabOptions): LabGrader {
  const refuse = (problem: string): never => {
    throw new Error(`grader of ${options.id}: ${problem}`);
  };
  const codes = options.invariants.map((row) => row.code);
  if (new Set(codes).size !== codes.length) refuse('two invariants have one code');
  const ids = options.sheet.map((item) => item.id);
  if (new Set(ids).size !== ids.length) refuse('two parts of the run sheet have one id');
  if (options.seeds.run.length === 0 || options.seeds.grade.length === 0) refuse('no seeds');
  const checked = new Set(options.sheet.flatMap(codesOf));
  for (const code of checked)
    if (!codes.includes(code)) refuse(`${code} is checked and not in the table`);
  for (const code of codes)
    if (!checked.has(code)) refuse(`${code} is in the table and never checked`);
  for (const code of [...(options.primary ?? []), ...options.sheet.flatMap(orderOf)]) {
    if (!codes.includes(code)) refuse(`${code} is ordered and not in the table`);
  }
  for (const code of options.cut?.codes ?? [])
    if (!codes.includes(code)) refuse(`${code} is in the cut and not in the table`);
  for (const id of options.cut?.items ?? [])
    if (!ids.includes(id)) refuse(`${id} is in the cut and not on the run sheet`);
  return options;
}

/**
 * The grader of a lab's workshop cut: the same scenarios, seeds and words, with the rest of the table and of the run
 * sheet left out. Throws if the lab has no cut.
 */
export function cutOf(lab: LabGrader): LabGrader {
  const { cut, ...whole } = lab;
  if (cut === undefined) throw new Error(`lab ${lab.id} has no workshop cut`);
  const isLeft = (code: string): boolean => cut.codes.includes(code);
  const sheet = lab.sheet
    .filter(({ id }) => cut.items?.includes(id) ?? true)
    .map((item) =>
      item.kind === 'world'
        ? {
            ...item,
            ...(cut.faults && { scenario: fewerFaults(item.scenario, cut.faults) }),
            checks: item.checks.filter(({ code }) => isLeft(code)),
          }
        : { ...item, codes: item.codes.filter(isLeft) },
    )
    .filter((item) => codesOf(item).length > 0);
  const invariants = lab.invariants.filter(({ code }) => isLeft(code));
  return defineLab({
    ...whole,
    invariants,
    sheet: sheet.map((item) =>
      item.kind === 'world' && item.order !== undefined
        ? { ...item, order: item.order.filter(isLeft) }
        : item,
    ),
    ...(lab.primary !== undefined && { primary: lab.primary.filter(isLeft) }),
  });
}

/** The same scenario, in which only the faults of these labels act. */
function fewerFaults(of: World['scenario'], labels: readonly string[]): World['scenario'] {
  return (draw, seed, learner) => {
    const scenario = of(draw, seed, learner);
    const faults = scenario.faults.filter(({ label = '' }) => labels.includes(label));
    return { ...scenario, faults };
  };
}

/** True if breaking it fails a program: it is in the table and no stretch goal. */
export function isRequired(lab: LabGrader, code: string): boolean {
  return lab.invariants.some((row) => row.code === code && row.stretch !== true);
}

/** What a part of the sheet checks. */
export function codesOf(item: SheetItem): readonly string[] {
  return item.kind === 'world' ? item.checks.map((one) => one.code) : item.codes;
}

function orderOf(item: SheetItem): readonly string[] {
  return item.kind === 'world' ? (item.order ?? []) : [];
}

/** True for a part of the sheet that is left out once something required has broken. */
export function isDear(item: SheetItem): boolean {
  return item.kind === 'world' && item.dear === true;
}

/** True if this part of the sheet runs for the seed at `index` of its list. */
export function isChosen(choice: SeedChoice | undefined, index: number, mode: Mode): boolean {
  return index < (choice?.[mode] ?? Number.POSITIVE_INFINITY);
}
