/**
 * One anomaly to walk through: a run with the operations on one item, cart, user, room or candidate alone. What is
 * left out moves no loss of what is left in, and whether the anomaly is still there is looked up, not assumed.
 */
import type { RunDescription } from '#grader/walk.ts';
import { FigureWalk, programOf } from '#explorables/walk.ts';
import { campaign, operations, sides } from './campaign.ts';
import { judge } from './judge.ts';
import type { Fn, Ledger } from './ledger.ts';
import { arrange, bodies, play, type Outcome } from './play.ts';
import { anomalies, promised, type Anomaly } from './promises.ts';

/** A short run in which an anomaly shows, and the operation at which it does. */
export interface Witness {
  readonly anomaly: Anomaly;
  readonly outcome: Outcome;
  readonly seed: number;
}

/** A short run that breaks the function's promise, or else shows what the promise allows; the gravest comes first. */
export function witnessOf(ledger: Ledger, fn: Fn): Witness | null {
  const { allows } = promised[fn];
  const gravest = [...anomalies.filter((each) => !allows.includes(each)), ...allows];
  const witnesses = campaign.seeds.flatMap((seed) =>
    subjectsOf(seed, fn).flatMap((subject) => shown(ledger, seed, { fn, subject })),
  );
  const rank = ({ anomaly }: Witness): number => gravest.indexOf(anomaly);
  return witnesses.toSorted((one, other) => rank(one) - rank(other))[0] ?? null;
}

function subjectsOf(seed: number, fn: Fn): readonly string[] {
  const own = operations(seed).filter(({ request }) => request.fn === fn);
  return [...new Set(own.map(({ request }) => request.subject))];
}

/** What shows when the operations on one subject are played alone. */
function shown(
  ledger: Ledger,
  seed: number,
  { fn, subject }: { readonly fn: Fn; readonly subject: string },
): readonly Witness[] {
  return play(ledger, seed, { fns: [fn], subject }).flatMap((played) => {
    const { found } = judge(played);
    return anomalies.flatMap((anomaly) =>
      found[anomaly].slice(0, 1).map((outcome) => ({ anomaly, outcome, seed })),
    );
  });
}

const file = 'trade-off-board';
const program = programOf(file, bodies);
const start = {
  client: { file, name: 'client' },
  decider: { file, name: 'decider' },
  store: { file, name: 'store' },
} as const;

/** Plays it for the time machine, and says at which event to look first: where the operation begins. */
export function walkOf(
  ledger: Ledger,
  { outcome, seed }: Witness,
): { readonly walk: FigureWalk; readonly event: number } {
  const { fn, subject, id } = outcome.request;
  const run: RunDescription = {
    subject: {
      kind: 'play',
      seed,
      scenario: {
        nodes: sides.flat().map((name) => ({ name, zone: name.slice(-1) })),
        network: {
          lan: { meanMs: campaign.withinCentreMs, spreadMs: 0.2 },
          wan: { meanMs: campaign.betweenCentresMs, spreadMs: 1 },
        },
        boot: [],
        workload: [],
        faults: [],
        untilMs: campaign.endMs,
      },
    },
    forks: [],
  };
  const all = operations(seed).filter(({ request }) => request.subject === subject);
  const opened = FigureWalk.open({
    program,
    run,
    arrange: (system) => arrange(system, ledger, { all, fns: [fn], start }),
  });
  if (opened.kind === 'stopped') throw new Error(opened.stopped.message);
  const { events, messages, texts } = opened.walk.trace;
  const tags = messages.tag.map((tag) => (texts[tag] === id ? 1 : 0));
  const event = events.message.findIndex((message) => message >= 0 && tags[message] === 1);
  return { walk: opened.walk, event: Math.max(0, event) };
}
