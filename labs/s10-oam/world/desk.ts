/** The operations node on an evening: every ten seconds it reads all gauges, and hands each reading to the learner's engine. */
import { any, now, receive, timeout } from 'nines';
import { conversation, observe } from 'nines/world';
import { Fleet, tickMs } from './fleet.ts';
import type { Evening, Happening } from './plan.ts';
import { begin, rules, step } from './rules.ts';
import type { Metric, Output, Sample } from './types.ts';

/** Something happens to the nodes from now on. */
interface Command {
  readonly id: string;
  readonly args: { readonly what: Happening; readonly forMs: number };
}

/** Reads, judges and acts until the evening is over. */
export async function desk(evening: Evening): Promise<void> {
  const fleet = new Fleet(evening);
  const metrics = new Map<string, Metric>(rules.map(({ name, metric }) => [name, metric]));
  /** What is going on, for the record: what a node tells belongs to what happened to it last. */
  const topics = new Map<string, string>();
  const alarms = new Set(rules.map(({ name }) => name));
  observe({ kind: 'catalogue', alarms: alarms.size, metrics: new Set(metrics.values()).size });
  let engine = begin();
  const hear = (output: Output): void => {
    const { kind, alarm, node } = output;
    conversation(topics.get(node) ?? topics.get('') ?? node);
    const metric = metrics.get(alarm) ?? null;
    if (kind !== 'action') {
      observe({ kind, alarm, on: node, metric });
      return;
    }
    if (!evening.automation) return;
    const { run } = output;
    observe({ kind, alarm, on: node, metric, run, hadCause: fleet.act(run, node, now()) });
  };
  const take = (sample: Sample): void => {
    const { st, out } = step(engine, sample);
    engine = st;
    for (const output of out) hear(output);
  };
  const settle = (): void => {
    for (const { id, how } of fleet.takeEnded()) {
      conversation(id);
      observe({ kind: 'answered', operation: id, answer: how });
      for (const [node, topic] of topics) if (topic === id) topics.delete(node);
    }
  };
  for (let tick = tickMs; tick <= evening.forMs; tick += tickMs) {
    await until(tick, ({ id, args: { what, forMs } }) => {
      fleet.begin(id, what, now(), forMs);
      for (const node of nodesOf(what)) topics.set(node, id);
    });
    fleet.tick(tick);
    settle();
    fleet.read(tick, take);
    settle();
  }
}

function nodesOf(what: Happening): readonly string[] {
  if ('node' in what) return [what.node];
  return what.kind === 'split' ? ['', ...what.nodes] : [''];
}

/** Waits for an instant, and takes the orders that come before it. */
async function until(instant: number, take: (command: Command) => void): Promise<void> {
  for (;;) {
    const left = instant - now();
    if (left <= 0) return;
    const message = await receive<Command>(any, left);
    if (message === timeout) return;
    take(message);
  }
}
