/** The ring on paper: four shops become twelve and then seven, and each ring is compared with the one before. */
import { examination, type Draw, type Learner, type LearnerOutcome } from '#grader/index.ts';
import { copies, partitions, type Epoch, type Step } from './paper.ts';
import { agreement, balance, distance, lists, moves, noRing, planned } from './ring-rules.ts';
import { Tally } from './tally.ts';

/** So many sessions are looked up in each ring. */
const keyCount = 128;
/** When shops come and go: the days of a long winter, told as milliseconds. */
const joinsAtMs = [35, 60, 85, 110, 110, 135, 160, 185].map((s) => s * 1000);
const leavesAtMs = [235, 260, 285, 310, 335].map((s) => s * 1000);
const firstRingsAtMs = 360_000;

/** by calling `claim`, `preflist` and `plan`. */
export const paper = examination({
  id: 'the ring on paper',
  codes: ['R-1', 'R-2', 'R-3', 'R-4'],
  about: ({ cause }) => ({ file: 'ring.ts', name: guiltyOf(cause) }),
  examine: function* (learner, draw) {
    const tally = new Tally();
    const from = draw.of('keys');
    const keys = Array.from({ length: keyCount }, () => `session:${from.integer(1, 10_000)}`);
    let before: Step | null = null;
    for (const epoch of epochs(draw)) {
      yield;
      const ring = claimed(learner, tally, { epoch, prev: before?.ring ?? null });
      if (ring === null) break;
      const places = keys.map((key) => placesOf(learner, ring, key));
      const now: Step = { epoch, ring, firsts: places.map(([first]) => first ?? '') };
      balance(tally, now);
      distance(tally, now);
      lists(tally, epoch, { keys, places });
      if (before !== null) {
        moves(tally, before, now);
        const outcome = learner.call('ring.ts', 'plan', before.ring, ring);
        planned(tally, epoch, { before: before.ring, now: ring, outcome });
      }
      before = now;
    }
    yield* firstRings(learner, tally);
    return tally.findings();
  },
});

/** Which of the three functions has the mistake. */
function guiltyOf(cause: string): string {
  if (cause.endsWith('in the plan')) return 'plan';
  return cause === 'sessions move' || cause.startsWith('a list with') ? 'preflist' : 'claim';
}

/** Who is a member when. Which shops leave is drawn. */
function epochs(draw: Draw): Epoch[] {
  const name = (index: number): string => `shop-${index + 1}`;
  const first = Array.from({ length: 4 }, (_, index) => name(index));
  const newcomers = joinsAtMs.map((_, index) => name(index + first.length));
  const all = [...first, ...newcomers];
  const leavers = draw.of('leavers').shuffle(all).slice(0, leavesAtMs.length);
  return [
    { atMs: 0, nodes: first, change: '', isJoin: true },
    ...newcomers.map((newcomer, index): Epoch => {
      const nodes = all.slice(0, first.length + index + 1);
      const change = `${newcomer} joins: ${nodes.length} shops`;
      return { atMs: joinsAtMs[index] ?? 0, nodes, change, isJoin: true };
    }),
    ...leavers.map((leaver, index): Epoch => {
      const gone = new Set(leavers.slice(0, index + 1));
      const nodes = all.filter((node) => !gone.has(node));
      const change = `${leaver} leaves: ${nodes.length} shops`;
      return { atMs: leavesAtMs[index] ?? 0, nodes, change, isJoin: false };
    }),
  ];
}

/** A ring that begins with more than four shops is held to the same rules. */
function* firstRings(learner: Learner, tally: Tally): Generator<void, void> {
  for (let count = 5; count <= 12; count++) {
    yield;
    const nodes = Array.from({ length: count }, (_, index) => `shop-${index + 1}`);
    const epoch: Epoch = { atMs: firstRingsAtMs, nodes, change: '', isJoin: true };
    const ring = claimed(learner, tally, { epoch, prev: null });
    if (ring === null) return;
    balance(tally, { epoch, ring, firsts: [] });
    distance(tally, { epoch, ring, firsts: [] });
  }
}

/** Claims the ring of an epoch, twice, as two nodes would. Null if it is no ring. */
function claimed(
  learner: Learner,
  tally: Tally,
  { epoch, prev }: { readonly epoch: Epoch; readonly prev: readonly string[] | null },
): readonly string[] | null {
  const [mine, theirs] = [0, 1].map(() =>
    learner.call('ring.ts', 'claim', prev, epoch.nodes, partitions, copies),
  );
  const ring = namesIn(mine);
  if (ring === null || ring.length !== partitions) {
    noRing(tally, epoch, { outcome: mine, ring });
    return null;
  }
  agreement(tally, epoch, { ring, other: namesIn(theirs) ?? [] });
  return ring;
}

function placesOf(learner: Learner, ring: readonly string[], key: string): readonly string[] {
  const outcome = learner.call('ring.ts', 'preflist', ring, key, copies);
  const places = outcome.kind === 'returned' && Array.isArray(outcome.value) ? outcome.value : [];
  return places.map((place: unknown) => String((place as { node?: unknown } | null)?.node));
}

function namesIn(outcome: LearnerOutcome | undefined): readonly string[] | null {
  if (outcome?.kind !== 'returned' || !Array.isArray(outcome.value)) return null;
  return outcome.value.every((name) => typeof name === 'string') ? outcome.value : null;
}
