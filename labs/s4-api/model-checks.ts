/** The static half of I-8: the model itself, read without running anything. */
import {
  examination,
  isFields,
  type Examination,
  type Finding,
  type Learner,
} from '#grader/index.ts';
import { viewMaxMs } from './worlds.ts';

const fields = ['title', 'price', 'stock', 'items', 'address', 'total'];
/** Where a field is at home that the view has a copy of: nobody else hears first of a change. */
const homes: ReadonlyMap<string, string> = new Map([
  ['title', 'catalogue'],
  ['price', 'shelf'],
  ['stock', 'shelf'],
]);
/** What the view keeps a copy of. */
const viewed = ['price', 'stock'];
/** What an order is to keep as it was. */
const snapshots = ['price', 'address'];
/** Older than this, a copy is of no use to anybody. A view may lie for two seconds, which A8 tries out. */
const ttlMaxMs = 24 * 3_600_000;

interface Entry {
  readonly field: unknown;
  readonly in: unknown;
  readonly is: unknown;
  readonly ttlMs: unknown;
}

export const owners: Examination = examination({
  id: 'the model',
  codes: ['I-8'],
  about: () => ({ file: 'model.ts', name: 'model' }),
  seeds: { run: 1, grade: 1 },
  // oxlint-disable-next-line require-yield -- there is nothing long enough to interrupt
  examine: function* (learner) {
    return [find(learner)];
  },
});

function find(learner: Learner): Finding {
  const outcome = learner.value('model.ts', 'model');
  const entries = outcome.kind === 'returned' ? entriesOf(outcome.value) : [];
  const problems = [
    ...fields.flatMap((field) => ownersOf(field, entries)),
    ...snapshots.flatMap((field) => kept(field, entries)),
    ...entries.flatMap(lifetime),
    ...viewed.flatMap((field) => copied(field, entries)),
  ];
  const [first] = problems;
  return {
    code: 'I-8',
    checked: fields.length + entries.length,
    worst: `${problems.length === 0 ? 'no' : problems.length} ${problems.length === 1 ? 'line' : 'lines'} wrong`,
    badness: problems.length,
    breach:
      first === undefined
        ? null
        : {
            atMs: 0,
            expected: first.expected,
            observed: first.observed,
            operation: `${first.field} in model.ts`,
            tags: [],
            cause: first.cause,
          },
    story: (first?.story ?? []).map((text, index) => ({
      name: `${first?.cause ?? ''} ${index}`,
      atMs: 0,
      where: 'model.ts',
      text,
    })),
  };
}

interface Problem {
  readonly field: string;
  readonly expected: string;
  readonly observed: string;
  readonly cause: string;
  readonly story: readonly string[];
}

function ownersOf(field: string, entries: readonly Entry[]): Problem[] {
  const owners = entries.filter((entry) => entry.field === field && entry.is === 'authority');
  const [owner] = owners;
  if (owner !== undefined && owners.length === 1) return homeOf(field, owner);
  const expected = 'exactly one authority';
  if (owners.length === 0) {
    const story = [`The model lists where ${field} is kept`, 'Nowhere is it the authority'];
    return [{ field, expected, observed: 'no owner', cause: 'no owner', story }];
  }
  const names = owners.map((entry) => String(entry.in));
  return [
    {
      field,
      expected,
      observed: `${owners.length} owners, ${names.join(' and ')}: which one is charged?`,
      cause: 'two owners',
      story: [
        ...names.slice(0, 2).map((name) => `The model says: ${name} is the authority for ${field}`),
        `Some day ${names.slice(0, 2).join(' and ')} differ, and nobody can say which one is right`,
      ],
    },
  ];
}

/** The one authority stands where the field changes first. */
function homeOf(field: string, owner: Entry): Problem[] {
  const home = homes.get(field) ?? owner.in;
  if (owner.in === home) return [];
  const is = String(owner.in);
  return [
    {
      field,
      expected: `the authority in ${String(home)}`,
      observed: `the authority in ${is}`,
      cause: 'wrong owner',
      story: [
        `The model says: ${is} is the authority for ${field}`,
        `${field} changes in ${String(home)}, and ${is} hears of it later, or never`,
      ],
    },
  ];
}

/** A copy that is there and not in the model has no end either. */
function copied(field: string, entries: readonly Entry[]): Problem[] {
  const entry = entries.find((one) => one.field === field && one.in === 'view');
  if (entry?.is === 'cache') return [];
  const observed = entry === undefined ? 'not in the model' : String(entry.is);
  return [
    {
      field,
      expected: 'a cache in the view',
      observed: `in the view: ${observed}`,
      cause: 'copy unsaid',
      story: [
        `Your stockView keeps a copy of ${field} on each discover node`,
        `The model says of ${field} in the view: ${observed}`,
      ],
    },
  ];
}

function kept(field: string, entries: readonly Entry[]): Problem[] {
  const entry = entries.find((one) => one.field === field && one.in === 'order');
  if (entry?.is === 'snapshot') return [];
  const observed = entry === undefined ? 'not kept at all' : String(entry.is);
  return [
    {
      field,
      expected: 'a snapshot in the order',
      observed: `in the order: ${observed}`,
      cause: 'no snapshot',
      story: [
        `The model says of ${field} in the order: ${observed}`,
        `An order is evidence of what was agreed, and ${field} may change the next day`,
      ],
    },
  ];
}

function lifetime({ field, is, in: where, ttlMs }: Entry): Problem[] {
  if (is !== 'cache') return [];
  const max = where === 'view' ? viewMaxMs : ttlMaxMs;
  if (typeof ttlMs === 'number' && ttlMs > 0 && ttlMs <= max) return [];
  return [
    {
      field: String(field),
      expected: `a ttlMs of at most ${max}`,
      observed: `ttlMs is ${String(ttlMs)}`,
      cause: 'no end to a copy',
      story: [
        `The model says: ${String(field)} in ${String(where)} is a cache`,
        `It may be ${String(ttlMs)} ms old: nobody can say when it has stopped being true`,
      ],
    },
  ];
}

function entriesOf(value: unknown): Entry[] {
  if (!Array.isArray(value)) return [];
  return value.filter(isFields).map((one) => ({
    field: one['field'],
    in: one['in'],
    is: one['is'],
    ttlMs: one['ttlMs'],
  }));
}
