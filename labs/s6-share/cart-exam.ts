/** D-8 and D-9: `cart.ts` without any node, by way of the world's `cart-laws.ts`. */
import {
  examination,
  formatMeasure,
  isFields,
  type Draw,
  type Examination,
  type Finding,
  type LearnerOutcome,
} from '#grader/index.ts';

/** States and triples of them, for each seed: ten seeds make three thousand cases of three states, a chunk a call. */
const moveCount = 90;
const caseCount = 300;
/** So many at once, so that a call stays short. */
const chunk = 150;
const items = ['book', 'train set', 'lamp', 'atlas'];

interface Broken {
  readonly law: string;
  readonly number: number;
  readonly states: readonly unknown[];
  readonly got: readonly unknown[];
}

const sentences: ReadonlyMap<string, string> = new Map([
  ['unchanged', 'merge leaves its arguments as they were'],
  ['commutative', 'merge(a, b) and merge(b, a) are encoded alike'],
  ['associative', 'merge(merge(a, b), c) and merge(a, merge(b, c)) are encoded alike'],
  ['idempotent', 'merging b once more changes nothing'],
]);

/** D-8: merge laws on states that three copies pass through. */
export const laws: Examination = examination({
  id: 'the laws of merge',
  codes: ['D-8'],
  about: () => ({ file: 'cart.ts', name: 'merge' }),
  seeds: { run: 1, grade: 10 },
  examine: function* (learner, draw) {
    const moves = movesOf(draw.of('moves'));
    const from = draw.of('cases');
    for (let done = 0; done < caseCount; done += chunk) {
      yield;
      const cases = Array.from({ length: chunk }, () =>
        [0, 1, 2].map(() => from.integer(0, moveCount + 2)),
      );
      const outcome = learner.call('cart-laws.ts', 'tryLaws', moves, cases);
      const finding = lawFinding(outcome, done);
      if (finding !== null) return [finding];
    }
    return [held('D-8', caseCount, 'none broken')];
  },
});

function movesOf(draw: Draw): unknown[] {
  return Array.from({ length: moveCount }, (_, index) => {
    const one = draw.of(index);
    return {
      kind: one.pick(['add', 'add', 'remove', 'merge', 'merge']),
      on: one.integer(0, 2),
      with: one.integer(0, 2),
      item: one.pick(items),
    };
  });
}

function lawFinding(outcome: LearnerOutcome, done: number): Finding | null {
  if (outcome.kind === 'returned') {
    const { value } = outcome;
    return isFields(value) ? brokenFinding(value as unknown as Broken, done) : null;
  }
  return stopped('D-8', 'the laws of merge', outcome);
}

function brokenFinding({ law, number, states, got }: Broken, done: number): Finding {
  const isAboutArgument = law === 'unchanged';
  const [a, b, c] = states.map(String);
  const [left, right] = got.map(String);
  const was = new Map([
    ['a', a],
    ['b', b],
    ['c', c],
  ]).get(left ?? '');
  const observed = isAboutArgument
    ? `${left ?? ''} is another cart after it was merged: it was ${was ?? ''}, now it shows ${right ?? ''}`
    : left === right
      ? `both show ${left}, and their bytes differ`
      : `${left} and ${right}`;
  const given = `a is ${a}, b is ${b}${law === 'associative' ? `, c is ${c}` : ''}`;
  return {
    code: 'D-8',
    checked: done + number,
    worst: isAboutArgument ? 'argument changed' : `not ${law}`,
    badness: 1,
    breach: {
      atMs: 0,
      expected: sentences.get(law) ?? law,
      observed,
      operation: `case ${done + number}`,
      tags: [],
      cause: isAboutArgument ? 'argument changed' : `not ${law}`,
    },
    story: [
      [
        'states',
        'Three copies add, remove and merge in any order; three states are taken from that',
      ],
      ['given', given],
      [law, `${sentences.get(law) ?? law}: that must hold`],
    ].map(([name = '', text = '']) => ({ name, atMs: 0, where: 'cart.ts', text })),
  };
}

const cycles = 1_000;
/** The reference needs 36 B, a version vector for each item 45 B; tombstones 7.7 kB. There is no chance in it. */
const bytesMax = 1_000;

/** D-9: a cart does not remember each of a thousand changes of mind. */
export const cycling: Examination = examination({
  id: 'Sf a thousand changes of mind',
  codes: ['D-9'],
  about: () => ({ file: 'cart.ts', name: 'encode' }),
  // There is no chance in it.
  seeds: { run: 1, grade: 1 },
  // oxlint-disable-next-line require-yield -- there is nothing long enough to interrupt
  examine: function* (learner) {
    const outcome = learner.call('cart-laws.ts', 'sizesAfter', cycles);
    if (outcome.kind !== 'returned') return [stopped('D-9', 'a thousand cycles', outcome)];
    const sizes = Array.isArray(outcome.value) ? outcome.value.map(Number) : [];
    const most = Math.max(...sizes);
    if (most <= bytesMax) return [held('D-9', cycles, formatMeasure(most, 'bytes'))];
    const over = sizes.findIndex((size) => size > bytesMax);
    const size = (index: number): string => formatMeasure(sizes[index] ?? 0, 'bytes');
    const step = cycles / sizes.length;
    return [
      {
        code: 'D-9',
        checked: cycles,
        worst: size(sizes.length - 1),
        badness: most - bytesMax,
        breach: {
          atMs: 0,
          expected: `at most ${formatMeasure(bytesMax, 'bytes')}`,
          observed: `${formatMeasure(most, 'bytes')} for one book`,
          operation: `a cart after ${cycles} cycles`,
          tags: [],
          cause: 'grows for ever',
        },
        story: [
          [
            'cycles',
            'One book is added and removed again and again; the three copies meet now and then',
          ],
          ['early', `After ${step} cycles the largest copy has ${size(0)}`],
          [
            'over',
            `After ${(over + 1) * step} cycles it has ${size(over)}: nothing of it is ever forgotten`,
          ],
        ].map(([name = '', text = '']) => ({ name, atMs: 0, where: 'cart.ts', text })),
      },
    ];
  },
});

function held(code: string, checked: number, worst: string): Finding {
  return { code, checked, worst, badness: 0, breach: null };
}

/** The learner's function threw, did not end, or is not there. */
function stopped(code: string, operation: string, outcome: LearnerOutcome): Finding {
  const observed =
    outcome.kind === 'threw'
      ? `your function threw: ${outcome.message}`
      : outcome.kind === 'endless'
        ? 'your function does not come to an end'
        : 'the function is not there';
  const place = 'place' in outcome ? outcome.place : null;
  return {
    code,
    checked: 1,
    worst: observed,
    badness: 1,
    breach: {
      atMs: 0,
      expected: 'an answer',
      observed,
      operation,
      tags: [],
      cause: `it ${outcome.kind}`,
      place,
    },
    story: [
      ['called', `The functions of cart.ts are called without any node: ${operation}`],
      [outcome.kind, observed],
    ].map(([name = '', text = '']) => ({ name, atMs: 0, where: 'cart.ts', text })),
  };
}
