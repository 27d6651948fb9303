/**
 * A counterexample as text: what to run again to see the same failure. It names the world and the seed, from which
 * nodes, boot and workload follow, and says which operations and which faults are left.
 */
import { canonical, field, isFields } from './data.ts';
import type { Fault } from './fault.ts';
import { faultKinds } from './fault-kinds.ts';
import type { Candidate } from './search.ts';
import type { ScheduleSpec, Switch, Turn } from './switches.ts';
import type { Operation } from './workload.ts';

const version = 1;
const knownKinds: ReadonlySet<string> = new Set(faultKinds);
/** A recipe is also a link, and a link is written by anybody. */
const textMax = 1_000_000;
const faultsMax = 10_000;

/** What a recipe says. */
export interface Recipe {
  readonly lab: string;
  readonly world: string;
  readonly seed: number;
  /** The invariant it breaks. */
  readonly code: string;
  readonly untilMs: number;
  /** Ids of the operations with their instants; null for the whole workload. */
  readonly operations: readonly (readonly [id: string, atMs: number])[] | null;
  readonly faults: readonly Fault[];
  /** First come, first served if left out. */
  readonly scheduler?: ScheduleSpec;
}

/** Writes a recipe for a candidate. */
export function writeRecipe(
  about: Pick<Recipe, 'lab' | 'world' | 'seed' | 'code'>,
  candidate: Candidate,
  workload: readonly Operation[],
): string {
  const isWhole =
    candidate.operations.length === workload.length &&
    candidate.operations.every((operation, index) => operation === workload[index]);
  const operations = isWhole
    ? null
    : candidate.operations.map(({ id, atMs }) => [id, atMs] as const);
  const { untilMs, faults, scheduler } = candidate;
  return canonical({ version, ...about, untilMs, operations, faults, scheduler });
}

/** Reads a recipe; null if the text is none. What its faults name is checked against the world by the plan. */
export function readRecipe(text: string): Recipe | null {
  if (text.length > textMax) return null;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (field(value, 'version') !== version) return null;
  const lab = field(value, 'lab');
  const world = field(value, 'world');
  const code = field(value, 'code');
  const seed = field(value, 'seed');
  const untilMs = field(value, 'untilMs');
  const operations = readOperations(field(value, 'operations'));
  const faults = readFaults(field(value, 'faults'));
  if (typeof lab !== 'string' || typeof world !== 'string' || typeof code !== 'string') return null;
  if (!isInstant(seed) || !isInstant(untilMs) || operations === undefined || faults === null)
    return null;
  const scheduler = readScheduler(field(value, 'scheduler'));
  const recipe = { lab, world, code, seed, untilMs, operations, faults };
  return scheduler === undefined ? recipe : { ...recipe, scheduler };
}

/** The run that a recipe names, given the workload of its world and seed; null if they do not fit together. */
export function candidateOf(recipe: Recipe, workload: readonly Operation[]): Candidate | null {
  const { untilMs, faults, scheduler } = recipe;
  const rest = { faults, untilMs, ...(scheduler !== undefined && { scheduler }) };
  if (recipe.operations === null) return { ...rest, operations: workload };
  const byId = new Map(workload.map((operation) => [operation.id, operation]));
  const operations: Operation[] = [];
  for (const [id, atMs] of recipe.operations) {
    const operation = byId.get(id);
    if (operation === undefined) return null;
    operations.push({ ...operation, atMs });
  }
  return { ...rest, operations };
}

function readOperations(value: unknown): (readonly [string, number])[] | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const operations: (readonly [string, number])[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!Array.isArray(entry)) return undefined;
    const [id, atMs] = entry as readonly unknown[];
    if (typeof id !== 'string' || !isInstant(atMs)) return undefined;
    operations.push([id, atMs]);
  }
  return operations;
}

function readFaults(value: unknown): Fault[] | null {
  if (!Array.isArray(value) || value.length > faultsMax) return null;
  const faults: Fault[] = [];
  for (const entry of value as readonly unknown[]) {
    if (!isFault(entry)) return null;
    faults.push(entry);
  }
  return faults;
}

/** A fault by its kind and id. Its fields are read defensively where it is carried out, inside the sandbox. */
function isFault(value: unknown): value is Fault {
  return (
    isFields(value) && typeof value['id'] === 'string' && knownKinds.has(String(value['kind']))
  );
}

/** Choices of a recorded schedule that a recipe may hold. */
const choicesMax = 100_000;

/** The schedules that a search draws, and what shrinking makes of them; undefined for any other text. */
function readScheduler(value: unknown): ScheduleSpec | undefined {
  if (value === 'random') return value;
  if (field(value, 'kind') === 'switched') {
    const switches = readSwitches(field(value, 'switches'));
    return switches === null ? undefined : { kind: 'switched', switches };
  }
  if (field(value, 'kind') === 'replay') {
    const schedule = field(value, 'schedule');
    return isSchedule(schedule) ? { kind: 'replay', schedule } : undefined;
  }
  const depth = field(value, 'depth');
  if (field(value, 'kind') !== 'pct' || !isDepth(depth)) return undefined;
  const turnsExpected = field(value, 'turnsExpected');
  return isDepth(turnsExpected) ? { kind: 'pct', depth, turnsExpected } : { kind: 'pct', depth };
}

function readSwitches(value: unknown): Switch[] | null {
  if (!Array.isArray(value) || value.length > choicesMax) return null;
  const switches: Switch[] = [];
  for (const entry of value as readonly unknown[]) {
    const held = readTurn(field(entry, 'held'));
    const until = readTurn(field(entry, 'until'));
    if (held === null || until === null) return null;
    switches.push({ held, until });
  }
  return switches;
}

function readTurn(value: unknown): Turn | null {
  if (!Array.isArray(value)) return null;
  const [key, turn] = value as readonly unknown[];
  return Number.isSafeInteger(key) && Number.isSafeInteger(turn)
    ? [Number(key), Number(turn)]
    : null;
}

function isSchedule(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= choicesMax &&
    value.every((one) => Number.isSafeInteger(one))
  );
}

function isDepth(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1_000_000;
}

function isInstant(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 && value < 1e12;
}
