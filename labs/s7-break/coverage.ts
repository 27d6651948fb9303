/**
 * What a campaign covered: which accident met which arrow of the call chain while somebody waited there, and which rows
 * of the ledger were under way meanwhile. A campaign is as good as its gaps are few.
 */
import type { RunRecord, ShownCell, ShownTable } from '#grader/index.ts';
import type { Fault, Fn, History, Op } from './world/types.ts';

/** Silent for longer than this, a node is given up. */
export const detectedMs = 10_000;

const accidents = [
  'lost',
  'late',
  'twice',
  'cut off',
  'crashed',
  'stopped < 10 s',
  'stopped ≥ 10 s',
  'clock off',
] as const;
type Accident = (typeof accidents)[number];

const places = ['request: web → shop', 'reply: shop → web', 'shop ↔ shop', 'a shop'] as const;
type Place = (typeof places)[number];

/** Which accidents there are at which place: elsewhere a cell stays empty. */
const possible: Readonly<Record<Place, readonly Accident[]>> = {
  'request: web → shop': ['lost', 'late', 'twice', 'cut off'],
  'reply: shop → web': ['lost', 'late', 'twice', 'cut off'],
  'shop ↔ shop': ['cut off'],
  'a shop': ['crashed', 'stopped < 10 s', 'stopped ≥ 10 s', 'clock off'],
};

const functions: readonly Fn[] = [
  'order.place',
  'cart.add',
  'cart.remove',
  'chat.send',
  'vote.send',
];

/** Counted over all runs of a campaign. */
export class Coverage {
  readonly #struck = new Map<string, number>();
  readonly #met = new Map<string, number>();
  readonly #asked = new Map<Fn, number>();
  readonly #unclear = new Map<Fn, number>();
  #runs = 0;
  #endless = 0;

  add(history: History, faults: readonly Fault[], record: RunRecord): void {
    this.#runs += 1;
    if (history.healedMs === Infinity) this.#endless += 1;
    const struckOps = tagsStruck(record);
    const ends = new Map(history.answers.map(({ op, at }) => [op, at]));
    for (const op of history.ops) {
      bump(this.#asked, op.fn);
      const answer = history.answers.find((one) => one.op === op.id);
      if (answer?.result !== 'ok' && answer?.result !== 'sold_out') bump(this.#unclear, op.fn);
    }
    for (const [index, fault] of faults.entries()) {
      const untilMs = fault.at + (fault.for ?? Infinity);
      const met = history.ops.filter((op) =>
        isOnMessages(fault)
          ? struckOps.get(index)?.has(op.id) === true
          : op.at < untilMs && (ends.get(op.id) ?? history.endMs) > fault.at,
      );
      for (const place of placesOf(fault)) {
        for (const accident of accidentsOf(fault)) this.#note(place, accident, met);
      }
    }
  }

  /** How many runs were added. */
  get runs(): number {
    return this.#runs;
  }

  /** In how many of them some fault lasted to the end, so that they never came to rest. */
  get endless(): number {
    return this.#endless;
  }

  #note(place: Place, accident: Accident, met: readonly Op[]): void {
    if (met.length > 0) bump(this.#struck, `${place}/${accident}`);
    for (const { fn } of met) bump(this.#met, `${accident}/${fn}`);
  }

  /** How often an accident met something at a place. */
  count(place: Place, accident: Accident): number {
    return this.#struck.get(`${place}/${accident}`) ?? 0;
  }

  /** The cells that stayed empty, in words: `lost on reply: shop → web`. */
  gaps(): string[] {
    return places.flatMap((place) =>
      possible[place]
        .filter((accident) => this.count(place, accident) === 0)
        .map((accident) => `${accident} at “${place}”`),
    );
  }

  tables(): ShownTable[] {
    return [this.#arrows(), this.#rows()];
  }

  #arrows(): ShownTable {
    return {
      title: 'What your campaign struck',
      note: `Faults that met an operation under way, in ${this.#runs} runs: accidents across the arrows of the call chain. ○ is a gap: nothing of the kind ever happened while somebody waited.`,
      columns: ['where', ...accidents],
      rows: places.map((place) => ({
        head: place,
        cells: accidents.map((accident) =>
          possible[place].includes(accident)
            ? cell(this.count(place, accident))
            : { text: '–', mark: 'plain' },
        ),
      })),
    };
  }

  #rows(): ShownTable {
    return {
      title: 'Which rows of the ledger it stressed',
      note: 'Operations of each function that were under way during such a fault. “Unclear” were answered with unknown, unavailable, or not at all: there the ledger has to say what is right.',
      columns: ['function', ...accidents, 'unclear', 'asked'],
      rows: functions.map((fn) => ({
        head: fn,
        cells: [
          ...accidents.map((accident) => cell(this.#met.get(`${accident}/${fn}`) ?? 0)),
          cell(this.#unclear.get(fn) ?? 0),
          { text: String(this.#asked.get(fn) ?? 0), mark: 'plain' },
        ],
      })),
    };
  }
}

function cell(count: number): ShownCell {
  return { text: String(count), mark: count === 0 ? 'gap' : 'plain' };
}

function bump<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function isOnMessages({ kind }: Fault): boolean {
  return kind === 'drop' || kind === 'delay' || kind === 'duplicate';
}

function placesOf(fault: Fault): readonly Place[] {
  switch (fault.kind) {
    case 'drop':
    case 'delay':
    case 'duplicate':
      return [fault.way === 'request' ? 'request: web → shop' : 'reply: shop → web'];
    case 'partition': {
      const [one, other] = fault.groups;
      return placesBetween(one, other).concat(placesBetween(other, one));
    }
    case 'cut':
      return placesBetween([fault.from], [fault.to]);
    default:
      return ['a shop'];
  }
}

/** The arrows from one group of nodes to another. */
function placesBetween(from: readonly string[], to: readonly string[]): Place[] {
  const hasShop = (nodes: readonly string[]): boolean => nodes.some((node) => node !== 'web');
  const found: Place[] = [];
  if (from.includes('web') && hasShop(to)) found.push('request: web → shop');
  if (hasShop(from) && to.includes('web')) found.push('reply: shop → web');
  if (hasShop(from) && hasShop(to)) found.push('shop ↔ shop');
  return found;
}

function accidentsOf(fault: Fault): readonly Accident[] {
  switch (fault.kind) {
    case 'drop':
      return ['lost'];
    case 'delay':
      return ['late'];
    case 'duplicate':
      return ['twice'];
    case 'partition':
    case 'cut':
      return ['cut off'];
    case 'crash':
      return ['crashed'];
    case 'hang':
      return [(fault.for ?? Infinity) >= detectedMs ? 'stopped ≥ 10 s' : 'stopped < 10 s'];
    case 'pause':
      return ['stopped < 10 s'];
    case 'skew':
      return ['clock off'];
  }
}

/** Index of a fault of the plan -> the operations whose messages it struck. */
function tagsStruck({ struck }: RunRecord): Map<number, Set<string>> {
  const tags = new Map<number, Set<string>>();
  for (const { fault, message } of struck) {
    const index = Number(fault.label?.slice(1)) - 1;
    if (message === null || !Number.isInteger(index)) continue;
    const known = tags.get(index) ?? new Set();
    tags.set(index, known.add(message.tag));
  }
  return tags;
}
