/** Things that happen to nodes, in words. */
import type { Happening } from './world/plan.ts';

/** `a memory leak on node-7`. */
export function nameOf(what: Happening): string {
  switch (what.kind) {
    case 'leak':
      return `a memory leak on ${what.node}`;
    case 'mailbox':
      return `a mailbox that grows on ${what.node}`;
    case 'disk':
      return `the disk of ${what.node} fills`;
    case 'atoms':
      return `the atom table of ${what.node} fills`;
    case 'restarts':
      return `a restart loop on ${what.node}`;
    case 'exporter':
      return `the exporter of ${what.node} dies`;
    case 'crash':
      return `${what.node} crashes`;
    case 'split':
      return `the net splits, ${what.nodes.length} nodes are out of reach`;
    case 'silence':
      return 'no votes come in, and no error either';
    case 'sawtooth':
      return `the saw-tooth of ${what.node}`;
    case 'batch':
      return `a batch on ${what.node}`;
    case 'deploy':
      return 'the deploy';
  }
}

/** `1:42` of the evening. */
export function clock(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** `18.5 min`. */
export function minutesSay(ms: number): string {
  return `${Math.round(ms / 6_000) / 10} min`;
}
