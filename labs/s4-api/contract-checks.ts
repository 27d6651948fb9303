/** The static half of I-5: version 1 is in production, so what the contract says of it can only be what runs there. */
import {
  examination,
  isFields,
  type Examination,
  type Finding,
  type Learner,
} from '#grader/index.ts';

type Kinds = ReadonlyMap<string, string>;

/** Every field that nodes of version 1 know, and its type. The same as in starter/api.ts. */
const production: ReadonlyMap<string, Kinds> = new Map([
  ['the request of quote', new Map(Object.entries({ items: 'list', deadline: 'number' }))],
  ['a line of quote', new Map(Object.entries({ item: 'number', title: 'text', price: 'number' }))],
  [
    'the request of confirm',
    new Map(
      Object.entries({ cart: 'text', priceVersion: 'text', orderKey: 'text', deadline: 'number' }),
    ),
  ],
]);

export const versionOneKept: Examination = examination({
  id: 'version 1',
  codes: ['I-5'],
  about: () => ({ file: 'api.ts', name: 'contract' }),
  seeds: { run: 1, grade: 1 },
  // oxlint-disable-next-line require-yield -- there is nothing long enough to interrupt
  examine: function* (learner) {
    return [find(learner)];
  },
});

interface Problem {
  readonly where: string;
  readonly field: string;
  readonly expected: string;
  readonly observed: string;
}

function find(learner: Learner): Finding {
  const outcome = learner.value('api.ts', 'contract');
  const contract = outcome.kind === 'returned' ? outcome.value : [];
  const problems = [...production].flatMap(([where, kinds]) =>
    compared(where, kinds, versionOne(contract, where)),
  );
  const [first] = problems;
  return {
    code: 'I-5',
    checked: production.size,
    worst: `${problems.length === 0 ? 'no' : problems.length} ${problems.length === 1 ? 'field' : 'fields'} changed`,
    badness: problems.length,
    breach:
      first === undefined
        ? null
        : {
            atMs: 0,
            expected: first.expected,
            observed: first.observed,
            operation: `${first.field} in api.ts`,
            tags: [],
            cause: 'version 1 rewritten',
          },
    story: (first === undefined ? [] : told(first)).map((text, index) => ({
      name: `version 1 rewritten ${index}`,
      atMs: 0,
      where: 'api.ts',
      text,
    })),
  };
}

function told({ where, field, expected, observed }: Problem): string[] {
  return [
    `Version 1 runs in production; there, ${field} in ${where} is ${expected}`,
    `Your contract says of version 1 that ${field} is ${observed}`,
  ];
}

/** What the contract says of version 1: its fields and their types. */
function versionOne(contract: unknown, where: string): Kinds {
  const entries = Array.isArray(contract) ? contract.filter(isFields) : [];
  const entry = entries.find(({ fn }) => typeof fn === 'string' && where.endsWith(` ${fn}`));
  const fields = entry?.[where.startsWith('a line') ? 'answer' : 'request'];
  const kinds = new Map<string, string>();
  for (const [name, field] of Object.entries(isFields(fields) ? fields : {})) {
    if (isFields(field) && field['since'] === 1) kinds.set(name, String(field['type']));
  }
  return kinds;
}

function compared(where: string, kinds: Kinds, said: Kinds): Problem[] {
  return [...new Set([...kinds.keys(), ...said.keys()])]
    .filter((field) => kinds.get(field) !== said.get(field))
    .map((field) => ({
      where,
      field,
      expected: wordOf(kinds.get(field)),
      observed: wordOf(said.get(field)),
    }));
}

function wordOf(type: string | undefined): string {
  return type === undefined ? 'unknown' : `a ${type}`;
}
