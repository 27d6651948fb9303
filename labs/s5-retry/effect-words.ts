/** Charges, parcels, votes and texts in words. */
import { field, type Asker, type Observation, type Telling } from '#grader/index.ts';
import { amount, said, shortName } from './names.ts';

/** How what happens in the world is told. */
export const effects: Telling['effects'] = [
  ...firstAndAgain('charged', {
    first: (cents, asked) => `PayHub charges ${cents}${asked}`,
    again: (cents, asked) => `PayHub charges ${cents} again${asked}`,
  }),
  ...firstAndAgain('shipped', {
    first: (cents, asked) => `The warehouse sends a parcel for ${cents}${asked}`,
    again: (cents, asked) => `The warehouse sends another parcel for ${cents}${asked}`,
  }),
  {
    name: 'refused',
    like: { kind: 'refused' },
    weight: 8,
    say: ({ value }) => `PayHub is busy and does not charge ${amount(value)}`,
  },
  {
    name: 'tallied',
    like: { kind: 'tallied' },
    weight: 9,
    say: ({ value }) =>
      typeof field(value, 'choice') === 'string'
        ? `The vote for “${choiceOf(value)}” is counted and billed`
        : 'A record without `choice` is counted and billed as a vote',
  },
  {
    name: 'recounted',
    like: { kind: 'recounted' },
    weight: 9,
    say: ({ value }) => `The vote is changed to “${choiceOf(value)}”`,
  },
  {
    name: 'shown',
    like: { kind: 'shown' },
    weight: 8,
    say: ({ value }) => `The reader sees the text${isRepeated(value) ? ' again' : ''}`,
  },
  {
    name: 'texted',
    like: { kind: 'texted' },
    weight: 8,
    say: ({ value }) => `The notice is on the phone${isRepeated(value) ? ' again' : ''}`,
  },
  {
    name: 'forger told',
    like: { kind: 'forgerTold' },
    weight: 9,
    say: ({ value }) => `The forger is told ${said(field(value, 'answer'))}`,
  },
  {
    name: 'asked again',
    like: { kind: 'askedAgain' },
    weight: 6,
    say: (_, operation) =>
      `The aggregator sends ${operation === undefined ? 'it' : shortName(operation)} again`,
  },
];

/** The second charge or parcel belongs to every story; the first one may make room for what explains it. */
function firstAndAgain(
  kind: string,
  say: { readonly [when in 'first' | 'again']: (price: string, asked: string) => string },
): Telling['effects'] {
  return [
    {
      name: kind,
      like: { kind, times: 1 },
      weight: 7,
      say: ({ value }, _, asker) => say.first(amount(value), askedBy(asker)),
    },
    {
      name: `${kind} again`,
      like: { kind },
      weight: 10,
      say: ({ value }, _, asker) => say.again(amount(value), askedBy(asker)),
    },
  ];
}

/** `, asked by shop-2`; a shop's reconciler is named, because nobody waits for it. */
function askedBy(asker: Asker | null): string {
  if (asker === null) return '';
  const { node, process } = asker;
  return `, asked by ${process === 'reconciler' ? `the reconciler of ${node}` : node}`;
}

function isRepeated(value: unknown): boolean {
  const times = field(value, 'times');
  return typeof times === 'number' && times > 1;
}

function choiceOf(value: Observation['value']): string {
  const choice = field(value, 'choice');
  return typeof choice === 'string' ? choice : 'nobody';
}
