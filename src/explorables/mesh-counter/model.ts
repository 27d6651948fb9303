/**
 * What a full mesh costs, by the number of nodes: connections, ticks, and how long a cluster-wide name takes. And the
 * same for a core mesh with islands: half of the nodes know each other, the others hang on three of them.
 */

/** A quarter of the tick time of 60 s. */
const tickEveryS = 15;
const ways = 3;
export const fewest = 2;
export const most = 200;

/** Who is connected to whom. */
export type Plan = 'mesh' | 'islands';

export interface Cost {
  readonly links: number;
  /** Each side of a connection sends one in a quarter of the tick time. */
  readonly ticksPerS: number;
  /** Nodes that take part in giving a cluster-wide name. */
  readonly asked: number;
  /** Messages for one name: asked twice, answered twice. */
  readonly messages: number;
  /** Mean time until the slowest has answered twice, if all are well: 1.0 ± 0.2 ms each way. */
  readonly nameMs: number;
  /** Probability that at least one of those asked stands still just then, if each does for 1 % of the time. */
  readonly hiccup: number;
}

export function costOf(nodes: number, plan: Plan): Cost {
  const core = plan === 'mesh' ? nodes : coreOf(nodes);
  const links = (core * (core - 1)) / 2 + (nodes - core) * Math.min(ways, core);
  const asked = core - 1;
  return {
    links,
    ticksPerS: (2 * links) / tickEveryS,
    asked,
    messages: 4 * asked,
    nameMs: 2 * slowestOf(asked),
    hiccup: 1 - 0.99 ** asked,
  };
}

/** Half of the nodes, and never fewer than the islands need. */
export function coreOf(nodes: number): number {
  return Math.min(nodes, Math.max(ways, Math.ceil(nodes / 2)));
}

/** Mean of the slowest of so many round trips of two times 0.8 to 1.2 ms: the integral of 1 − F^n. */
function slowestOf(count: number): number {
  if (count <= 0) return 0;
  const [from, steps, width] = [1.6, 400, 0.8 / 400];
  let mean = from;
  for (let step = 0; step < steps; step++) {
    const x = (step + 0.5) / steps;
    const below = x < 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
    mean += (1 - below ** count) * width;
  }
  return mean;
}

/** The lines to draw: pairs of places on a circle. Places from `core` on are islands. */
export function linesOf(nodes: number, plan: Plan): [from: number, to: number][] {
  const core = plan === 'mesh' ? nodes : coreOf(nodes);
  const lines: [number, number][] = [];
  for (let one = 0; one < core; one++) {
    for (let other = one + 1; other < core; other++) lines.push([one, other]);
  }
  for (let island = core; island < nodes; island++) {
    for (let way = 0; way < Math.min(ways, core); way++) {
      lines.push([island, ((island - core) * ways + way) % core]);
    }
  }
  return lines;
}
