/** What can be changed at an event, as buttons: the message it is about, its process, its node, its link. */
import { traceFates, type Deed, type RunTrace } from '#grader/walk.ts';
import { printDuration } from '#workbench/print.ts';
import { processName } from './narrate.ts';
import type { Chosen } from './run-view.ts';
import type { WalkTools } from './walk-port.ts';

export interface Possible {
  /** On the button. */
  readonly verb: string;
  /** The change as the other run's heading: `If “place order 1” were lost`. */
  readonly heading: string;
  readonly deed: Deed;
  /** After which step it is done. */
  readonly step: number;
}

export interface PossibleGroup {
  /** `Message “place order 1”`, `Node shop-1`. */
  readonly about: string;
  readonly deeds: readonly Possible[];
}

const delaysMs = [100, 1_000, 10_000] as const;
const copyAfterMs = 1;
const hangMs = 2_000;

function messageDeeds(
  trace: RunTrace,
  { event, message }: { readonly event: number; readonly message: number },
  { forkStep, messageIdentity }: WalkTools,
): PossibleGroup {
  const { messages, texts } = trace;
  const step = forkStep(trace, { event, message });
  const identity = messageIdentity(trace, message);
  const words = `“${texts[messages.phrase[message] ?? -1] ?? 'this message'}”`;
  const deed = (verb: string, then: string, what: Deed): Possible => ({
    verb,
    heading: `If ${words} ${then}`,
    deed: what,
    step,
  });
  const isLost = traceFates[messages.fate[message] ?? -1] === 'lost';
  const deliver = deed(
    isLost ? 'Deliver it after all' : 'Deliver now',
    isLost ? 'were not lost' : 'were delivered now',
    { kind: 'deliver', message: identity },
  );
  const drop = deed('Drop', 'were lost', { kind: 'drop', message: identity });
  const isBeforeSending = step < (trace.events.step[messages.sent[message] ?? -1] ?? 0);
  return {
    about: `Message ${words}`,
    deeds: [
      ...(isLost ? [deliver] : [drop]),
      ...delaysMs.map((byMs) =>
        deed(`Delay ${printDuration(byMs)}`, `came ${printDuration(byMs)} later`, {
          kind: 'delay',
          message: identity,
          byMs,
        }),
      ),
      deed('Double', 'came twice', { kind: 'duplicate', message: identity, afterMs: copyAfterMs }),
      // A change that begins before it sets out cannot bring it there any sooner.
      ...(isLost || isBeforeSending ? [] : [deliver]),
    ],
  };
}

function nodeDeeds(node: string, step: number): PossibleGroup {
  return {
    about: `Node ${node}`,
    deeds: [
      { verb: 'Crash', heading: `If ${node} crashed here`, deed: { kind: 'crash', node }, step },
      {
        verb: `Hang ${printDuration(hangMs)}`,
        heading: `If ${node} hung for ${printDuration(hangMs)}`,
        deed: { kind: 'hang', node, forMs: hangMs },
        step,
      },
    ],
  };
}

function linkDeeds(from: string, to: string, step: number): PossibleGroup {
  return {
    about: `Link ${from} – ${to}`,
    deeds: [
      {
        verb: 'Cut',
        heading: `If ${from} and ${to} were cut apart here`,
        deed: { kind: 'cut', from, to, both: true },
        step,
      },
      {
        verb: `Cut ${from} → ${to} only`,
        heading: `If nothing got from ${from} to ${to} any more`,
        deed: { kind: 'cut', from, to, both: false },
        step,
      },
    ],
  };
}

/** Everything that can be done at an event. */
export function possibleDeeds(trace: RunTrace, event: number, tools: WalkTools): PossibleGroup[] {
  const { events, messages, nodes, processes } = trace;
  if (event < 0) return [];
  const step = events.step[event] ?? 0;
  const message = events.message[event] ?? -1;
  const process = events.process[event] ?? -1;
  const groups: PossibleGroup[] = [];
  if (message >= 0) groups.push(messageDeeds(trace, { event, message }, tools));
  const id = processes[process]?.id;
  if (id !== undefined) {
    const name = processName(trace, process);
    groups.push({
      about: `Process ${name}`,
      deeds: [
        {
          verb: 'Kill',
          heading: `If ${name} were killed here`,
          deed: { kind: 'kill', process: id },
          step,
        },
      ],
    });
  }
  const own = nodes[processes[process]?.node ?? events.node[event] ?? -1]?.name;
  if (own !== undefined) groups.push(nodeDeeds(own, step));
  const from = nodes[messages.fromNode[message] ?? -1]?.name;
  const to = nodes[messages.toNode[message] ?? -1]?.name;
  if (from !== undefined && to !== undefined && from !== to) groups.push(linkDeeds(from, to, step));
  return groups;
}

function pairDeeds(a: string, b: string, step: number): PossibleGroup {
  const [cut] = linkDeeds(a, b, step).deeds;
  const heal: Possible = {
    verb: 'Heal',
    heading: `The link between ${a} and ${b} is whole again`,
    deed: { kind: 'heal', from: a, to: b },
    step,
  };
  return { about: `Link ${a} – ${b}`, deeds: cut === undefined ? [heal] : [cut, heal] };
}

/** What can be done to a run that is being played, at its present: to what was chosen, and to the links. */
export function presentDeeds(
  trace: RunTrace,
  chosen: Chosen | null,
  step: number,
): PossibleGroup[] {
  const { nodes, processes } = trace;
  const groups: PossibleGroup[] = [];
  const process = chosen?.kind === 'process' ? processes[chosen.process] : undefined;
  if (chosen?.kind === 'process' && process !== undefined && process.diedMs === null) {
    const heading = `${processName(trace, chosen.process)} is killed`;
    const deed = { kind: 'kill', process: process.id } as const;
    groups.push({
      about: `Process ${processName(trace, chosen.process)}`,
      deeds: [{ verb: 'Kill', heading, deed, step }],
    });
  }
  const names = nodes.map(({ name }) => name);
  const node = names[chosen?.kind === 'node' ? chosen.node : (process?.node ?? -1)];
  const shown = node === undefined ? names : [node];
  for (const name of shown) {
    const { about, deeds } = nodeDeeds(name, step);
    const deed = { kind: 'restart', node: name } as const;
    const restart: Possible = { verb: 'Restart', heading: `${name} comes back`, deed, step };
    groups.push({ about, deeds: [...deeds, restart] });
  }
  for (const [index, a] of names.entries())
    for (const b of names.slice(index + 1))
      if (shown.includes(a) || shown.includes(b)) groups.push(pairDeeds(a, b, step));
  return groups;
}
