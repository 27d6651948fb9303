/** Does what a fork asks for, between two steps of a run. */
import { reachFor } from '#runtime/flight.ts';
import { machine } from '#runtime/machine.ts';
import type { Node } from '#runtime/node.ts';
import type { Process } from '#runtime/process.ts';
import { formatMeasure } from './format.ts';
import type { MessageIdentity } from './record.ts';
import type { Stage } from './run.ts';
import type { Deed } from './walk.ts';

type MessageDeed = Extract<Deed, { readonly message: MessageIdentity }>;

function isAboutMessage(deed: Deed): deed is MessageDeed {
  return (
    deed.kind === 'deliver' ||
    deed.kind === 'drop' ||
    deed.kind === 'duplicate' ||
    deed.kind === 'delay'
  );
}

/** Does the deed; gives why not if it cannot be done. `id` is unique among the forks of the run. */
export function perform(stage: Stage, deed: Deed, id: string): string | null {
  const { system } = stage;
  // Nobody's code is running: what the deed sends comes from no line of anybody's.
  machine.system = system;
  machine.hooks = system.hooks;
  system.hooks.at = 0;
  const unknown = nodesOf(deed).find((name) => !system.nodesByName.has(name));
  if (unknown !== undefined) return `there is no node '${unknown}'`;
  if (isAboutMessage(deed)) return reachFor(system, { message: deed.message, deed, id });
  switch (deed.kind) {
    case 'kill': {
      const process = find(system.nodes, deed.process);
      if (process === null) return 'this process does not live at that moment';
      system.kill(process.pid);
      return null;
    }
    case 'crash':
      return crash(stage, deed);
    case 'restart': {
      if (system.node(deed.node).up) return `${deed.node} is up: crash it first`;
      system.restart(deed.node);
      stage.rebooted(deed.node);
      return null;
    }
    case 'hang': {
      if (!system.node(deed.node).up) return `${deed.node} is down`;
      system.hang(deed.node, deed.forMs);
      return null;
    }
    case 'cut': {
      const { from, to, both, forMs } = deed;
      if (from === to) return 'a link leads from one node to another';
      system.cut(from, to);
      if (both) system.cut(to, from);
      if (forMs !== undefined) system.at(system.nowMs + forMs, () => system.heal([from], [to]));
      return null;
    }
    case 'heal': {
      if (deed.from === deed.to) return 'a link leads from one node to another';
      system.heal([deed.from], [deed.to]);
      return null;
    }
    case 'send': {
      const { node, name, message, tag } = deed;
      if (!system.node(node).names.has(name)) return `nobody is called '${name}' on ${node}`;
      system.send({ node, name }, message, tag);
      return null;
    }
  }
}

function crash(
  { system, rebooted }: Stage,
  { node, backAfterMs }: Extract<Deed, { kind: 'crash' }>,
): string | null {
  if (!system.node(node).up) return `${node} is down already`;
  system.crash(node);
  if (backAfterMs === undefined) return null;
  system.at(system.nowMs + backAfterMs, () => {
    if (system.node(node).up) return;
    system.restart(node);
    rebooted(node);
  });
  return null;
}

function find(nodes: readonly Node[], id: number): Process | null {
  for (const node of nodes) {
    for (let process = node.firstProcess; process !== null; process = process.after) {
      if (process.id === id) return process;
    }
  }
  return null;
}

/** The nodes that a deed names. */
export function nodesOf(deed: Deed): readonly string[] {
  if (isAboutMessage(deed)) return [deed.message.from, deed.message.to];
  switch (deed.kind) {
    case 'kill':
      return [];
    case 'cut':
    case 'heal':
      return [deed.from, deed.to];
    default:
      return [deed.node];
  }
}

/** The deed in one line: `crash shop-2, back after 2 s`. */
export function printDeed(deed: Deed): string {
  if (isAboutMessage(deed)) {
    const { tag, from, to, ordinal } = deed.message;
    const where = from === to ? `on ${from}` : `from ${from} to ${to}`;
    const which = `message ${ordinal + 1} ${where}${tag === '' ? '' : ` of ${tag}`}`;
    if (deed.kind === 'delay') return `delay ${which} by ${formatMeasure(deed.byMs, 'ms')}`;
    return `${deed.kind} ${which}`;
  }
  switch (deed.kind) {
    case 'kill':
      return `kill process ${deed.process}`;
    case 'crash': {
      const { node, backAfterMs } = deed;
      const back =
        backAfterMs === undefined ? '' : `, back after ${formatMeasure(backAfterMs, 'ms')}`;
      return `crash ${node}${back}`;
    }
    case 'restart':
      return `restart ${deed.node}`;
    case 'hang':
      return `hang ${deed.node} for ${formatMeasure(deed.forMs, 'ms')}`;
    case 'cut': {
      const { from, to, both, forMs } = deed;
      const lasting = forMs === undefined ? '' : ` for ${formatMeasure(forMs, 'ms')}`;
      return `cut ${from} ${both ? '↔' : '→'} ${to}${lasting}`;
    }
    case 'heal':
      return `heal ${deed.from} ↔ ${deed.to}`;
    case 'send':
      return `send ${JSON.stringify(deed.message)} to ${deed.node} › ${deed.name}`;
  }
}
