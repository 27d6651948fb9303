/** The page that `page-machine.ts` measures: a time machine with a made-up run, and nothing else. */
import { render } from 'preact';
import { longRun } from '#workbench/fixtures/long-run.ts';
import { Machine } from '#workbench/machine/machine.ts';
import { TimeMachine } from '#workbench/machine/TimeMachine.tsx';
import type { WalkPort, WalkTools } from '#workbench/machine/walk-port.ts';

const count = Number(new URLSearchParams(location.search).get('events') ?? '100000');

/** A walk whose states are never there: drawing and scrubbing are measured, not the replay. */
function walkOf(events: number): WalkPort {
  return {
    trace: longRun(events),
    run: { subject: { kind: 'recipe', recipe: '' }, forks: [] },
    end: {
      verdict: { kind: 'failed', checks: [] },
      hash: '0123456789abcdef',
      steps: events,
      events,
      atMs: 0,
      isOver: true,
      untilMs: 0,
      forkedAt: [],
    },
    isExpected: true,
    peek: () => null,
    moment: () => new Promise(() => undefined),
    fork: () => new Promise(() => undefined),
  };
}

const tools: WalkTools = {
  forkStep: () => 0,
  messageIdentity: () => ({ tag: '', from: '', to: '', ordinal: 0 }),
  divergence: () => null,
};
const machine = new Machine(walkOf(count), { tools });
const host = document.createElement('div');
host.className = 'tm-host';
host.style.height = '100vh';
document.body.append(host);
const links = { open: () => undefined, knows: () => false, line: () => null };
render(<TimeMachine machine={machine} links={links} title="A made-up run" />, host);
Object.assign(globalThis, { machine });
