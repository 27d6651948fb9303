/**
 * The learner's functions as attacker and judge: what they return is read field by field, and whatever is wrong with it
 * is said in words, with the line of the function.
 */
import { LearnerFailed, isFields, type Learner, type LearnerOutcome } from '#grader/index.ts';
import type { Fault, History, Ledger, Violation } from './world/types.ts';

/** Steps that one call may take. A judge of 60 lines takes some 20,000 for a run. */
const stepsMax = 2_000_000;
const faultsMax = 60;
const violationsMax = 10_000;
/** The plan's faults begin until then. */
const lastFaultMs = 20_000;

/** The functions that a learner writes. */
const declared = {
  generate: { file: 'campaign.ts', name: 'generate' },
  judge: { file: 'invariants.ts', name: 'safety' },
  shrink: { file: 'shrink.ts', name: 'shrink' },
} as const;
type Role = keyof typeof declared;

/** What a call gave back; ends the examination if it gave nothing. */
export function returned(role: Role, outcome: LearnerOutcome): unknown {
  const { name } = declared[role];
  switch (outcome.kind) {
    case 'returned':
      return outcome.value;
    case 'threw':
      throw failed(role, {
        code: 'KIT-CRASH',
        message: `${role === 'judge' ? 'Your judge' : `${name}()`} ended by an error: ${outcome.message}`,
        remedy:
          'It is called with many different runs: handle lists that are empty and what is not there.',
        place: outcome.place,
      });
    case 'endless':
      throw failed(role, {
        code: 'KIT-HANG',
        message: `${role === 'judge' ? 'Your judge' : `${name}()`} took more than ${stepsMax} steps in one call`,
        remedy:
          'Look for a loop that never ends, or for a loop over everything inside of another one.',
        place: outcome.place,
      });
    default:
      throw failed(role, {
        code: 'KIT-MISUSE',
        message: `${name}() is not there, or is no function`,
        remedy: 'Export it with the signature that the brief gives.',
        place: null,
      });
  }
}

/** The learner's plan for a run. */
export function planOf(learner: Learner, seed: number, size: number): Fault[] {
  // `random()` answers here: that it is no source for a plan is for the learner to find out.
  const call = { file: 'attack.ts', name: 'plan', args: [seed, size], stepsMax, runtime: true };
  return faultsIn('generate', returned('generate', learner.callWith(call)));
}

/** What the learner's judge says of a run, earliest first. */
export function judgedBy(learner: Learner, history: History, ledger: Ledger): Violation[] {
  const call = { file: 'attack.ts', name: 'judge', args: [history, ledger], stepsMax };
  const value = returned('judge', learner.callWith(call));
  if (!Array.isArray(value) || value.length > violationsMax) {
    throw rubbish('judge', 'safety() and eventually() each return a list of violations');
  }
  const violations = (value as readonly unknown[]).map((one) => violationIn(one));
  return violations.sort((left, right) => left.at - right.at);
}

function violationIn(value: unknown): Violation {
  if (!isFields(value)) throw rubbish('judge', 'a violation is { code, at, text }');
  const { code, at, op, text } = value;
  if (typeof code !== 'string' || code === '' || code.length > 60) {
    throw rubbish('judge', 'the code of a violation is a short text');
  }
  if (typeof at !== 'number' || !Number.isFinite(at)) {
    throw rubbish('judge', `violation '${code}': \`at\` is an instant in ms`);
  }
  const said = typeof text === 'string' ? text.slice(0, 200) : code;
  return { code, at, text: said, ...(typeof op === 'string' && { op: op.slice(0, 60) }) };
}

const shops: ReadonlySet<unknown> = new Set(['shop-1', 'shop-2', 'shop-3']);
const isShop = (value: unknown): boolean => shops.has(value);
const isNode = (value: unknown): boolean => value === 'web' || isShop(value);
const isMs = (value: unknown): boolean =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0 && value <= 1_000_000;
const isSigned = (value: unknown): boolean => typeof value === 'number' && isMs(Math.abs(value));
const isGroup = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every(isNode);

/** What each kind of fault needs, in a sentence's end. */
const fieldsOf: Readonly<
  Record<Fault['kind'], Readonly<Record<string, (value: unknown) => boolean>>>
> = {
  crash: { node: isShop },
  hang: { node: isShop },
  pause: { node: isShop, every: (ms) => isMs(ms) && Number(ms) >= 1, each: isMs },
  partition: {
    groups: (value) => Array.isArray(value) && value.length === 2 && value.every(isGroup),
  },
  cut: { from: isNode, to: isNode },
  drop: { way: isWay },
  delay: { way: isWay, ms: isMs },
  duplicate: { way: isWay, after: isMs },
  skew: { node: isShop, ms: isSigned },
};

function isWay(value: unknown): boolean {
  return value === 'request' || value === 'reply';
}

/** The faults in what a learner's function returned; ends the examination if something else is among them. */
export function faultsIn(role: 'generate' | 'shrink', value: unknown): Fault[] {
  if (!Array.isArray(value)) throw rubbish(role, 'it returns no list of faults');
  if (value.length > faultsMax) throw rubbish(role, `it returns more than ${faultsMax} faults`);
  return (value as readonly unknown[]).map((one, index) => {
    const problem = problemOf(one);
    if (problem !== null) throw rubbish(role, `fault ${index + 1} of the list ${problem}`);
    // All its fields have been looked at.
    return one as Fault;
  });
}

function problemOf(fault: unknown): string | null {
  if (!isFields(fault)) return 'is no object';
  const { kind, at } = fault;
  const fields = Object.entries(fieldsOf).find(([name]) => name === kind)?.[1];
  if (fields === undefined) return `is of a kind that there is not: ${say(kind)}`;
  if (!isMs(at) || Number(at) > lastFaultMs) {
    return `(${say(kind)}) begins at ${say(at)}: faults begin between 0 and ${lastFaultMs} ms`;
  }
  const lasts = fault['for'];
  if (lasts !== undefined && !isMs(lasts)) return `(${say(kind)}) lasts for ${say(lasts)}`;
  const { probability, node } = fault;
  if (probability !== undefined && (!isMs(probability) || Number(probability) > 1)) {
    return `(${say(kind)}) has a probability of ${say(probability)}: it lies between 0 and 1`;
  }
  if (node !== undefined && !isShop(node))
    return `(${say(kind)}) strikes ${say(node)}, which is no shop`;
  const [wrong] = Object.entries(fields).find(([name, isRight]) => !isRight(fault[name])) ?? [];
  return wrong === undefined
    ? null
    : `(${say(kind)}) has ${say(fault[wrong])} for its \`${wrong}\``;
}

function say(value: unknown): string {
  if (typeof value === 'string') return `'${value.slice(0, 40)}'`;
  return typeof value === 'number' || value === undefined ? String(value) : 'something else';
}

/** The function gave back something that is not what it should be. */
export function rubbish(role: Role, what: string): LearnerFailed {
  return failed(role, {
    code: 'KIT-MISUSE',
    message: `What ${role === 'judge' ? 'your judge' : `${declared[role].name}()`} returned cannot be used: ${what}`,
    remedy: 'The types in types.ts say what there is, and the editor underlines what does not fit.',
    place: null,
  });
}

function failed(role: Role, stop: LearnerFailed['stop']): LearnerFailed {
  return new LearnerFailed(stop, declared[role]);
}
