/** Plays one scenario in several circumstances: some must change nothing, others must change the run. */
import type { MessageView, RuntimeEvent } from '#runtime/events.ts';
import type { Program } from '#runtime/program.ts';
import type { RuleAction } from '#runtime/rules.ts';
import { decodeSchedule, encodeSchedule } from '#runtime/schedule.ts';
import { matchOf, play, type Circumstances } from './play.ts';
import type { Scenario } from './scenario.ts';

/** The hashes of a scenario's run in the circumstances named. */
export interface Variations {
  readonly plain: string;
  readonly same: {
    /** Paused after every few events. */
    readonly sliced: string;
    readonly withoutColumns: string;
    readonly observed: string;
    /** By the schedule that was recorded, through its text form. */
    readonly replayed: string;
  };
  /** With one message tapped, delayed by a nanosecond, dropped. Null where no message was delivered. */
  readonly other: {
    readonly tapped: string;
    readonly delayed: string;
    readonly dropped: string;
  } | null;
}

/** Gathers the messages of which a nanosecond more on their way must be seen. */
class Traffic {
  readonly #delivered: { readonly atMs: number; readonly message: MessageView }[] = [];
  readonly #heals: boolean;
  readonly #sent = new Set<MessageView>();
  #resumedMs = -1;

  constructor({ deeds }: Scenario) {
    this.#heals = deeds.some(({ deed }) => deed.do === 'heal');
  }

  readonly note = (event: RuntimeEvent): void => {
    if (event.kind === 'nodeChanged' && event.change === 'resumed') this.#resumedMs = event.atMs;
    // A duplicate was never sent: no rule sees it set out. What another rule delays may be held until something else.
    if (event.kind === 'sent') this.#sent.add(event.message);
    if (event.kind === 'delayed') this.#sent.delete(event.message);
    if (event.kind !== 'delivered' || !this.#sent.has(event.message)) return;
    // What arrives at a frozen node, or at a cut, waits there for the others.
    const { fromNode, toNode } = event.message;
    const waited = event.atMs === this.#resumedMs || (this.#heals && fromNode !== toNode);
    if (!waited) this.#delivered.push(event);
  };

  /** Those that were there before the run's last instant: a nanosecond later may be too late for the others. */
  before(endMs: number): readonly MessageView[] {
    return this.#delivered.flatMap(({ atMs, message }) => (atMs < endMs ? [message] : []));
  }
}

/** A nanosecond, in the rules' unit. */
const shortestDelayMs = 1e-6;

export function vary(scenario: Scenario, program: Program): Variations {
  const hashOf = (circumstances: Circumstances): string =>
    play(scenario, program, circumstances).outcome.hash;
  const recorded = play(scenario, program, { record: true });
  const text = encodeSchedule(recorded.system.queue.choices);
  const traffic = new Traffic(scenario);
  const observed = hashOf({ observe: traffic.note });
  const delivered = traffic.before(recorded.outcome.atMs);
  const message = delivered[scenario.seed % Math.max(1, delivered.length)];
  const match = message === undefined ? {} : matchOf(message);
  const hashWith = (action: RuleAction): string =>
    hashOf({ rule: { id: 'one', match, action, max: 1 } });
  return {
    plain: recorded.outcome.hash,
    same: {
      sliced: hashOf({ slice: 1 + (scenario.seed % 13) }),
      withoutColumns: hashOf({ bare: true }),
      observed,
      replayed: hashOf({ scheduler: { kind: 'replay', schedule: decodeSchedule(text) ?? [] } }),
    },
    other:
      message === undefined
        ? null
        : {
            tapped: hashWith({ kind: 'tap' }),
            delayed: hashWith({ kind: 'delay', ms: shortestDelayMs }),
            dropped: hashWith({ kind: 'drop' }),
          },
  };
}
