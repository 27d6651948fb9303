/** Random faults of every kind, all over by 20 s: what the house itself attacks with. */
import { Draw } from '#grader/index.ts';
import type { Fault, FaultKind, NodeName, ShopName } from './world/types.ts';

/** Every fault is over by then. */
export const healMs = 20_000;
const shops: readonly ShopName[] = ['shop-1', 'shop-2', 'shop-3'];
const nodes: readonly NodeName[] = ['web', ...shops];

export const everyKind: readonly FaultKind[] = [
  'crash',
  'hang',
  'pause',
  'partition',
  'cut',
  'drop',
  'delay',
  'duplicate',
  'skew',
];

export interface FaultChoice {
  readonly seed: number;
  readonly size: number;
  readonly kinds?: readonly FaultKind[];
  /** No hang is longer. */
  readonly hangMaxMs?: number;
}

/** As many faults as `size` says. */
export function houseFaults({ seed, size, kinds = everyKind, hangMaxMs }: FaultChoice): Fault[] {
  const draw = new Draw(`s7-break/faults/${seed}`);
  return Array.from({ length: size }, (_, index) => {
    const own = draw.of(index);
    return makeFault(own.pick(kinds), own, hangMaxMs ?? 14_000);
  });
}

function makeFault(kind: FaultKind, draw: Draw, hangMaxMs: number): Fault {
  const span = (shortest: number, longest: number): { at: number; for: number } => {
    const length = draw.integer(shortest, longest);
    return { at: draw.integer(0, healMs - length), for: length };
  };
  const node = draw.pick(shops);
  const way = draw.pick(['request', 'reply'] as const);
  const probability = draw.pick([0.3, 0.6, 1]);
  switch (kind) {
    case 'crash':
      return { kind, ...span(100, 3_000), node };
    case 'hang':
      return { kind, ...span(Math.min(500, hangMaxMs), hangMaxMs), node };
    case 'pause':
      return { kind, ...span(2_000, 8_000), node, every: 1_500, each: draw.integer(200, 1_200) };
    case 'partition':
      return { kind, ...span(1_000, 16_000), groups: twoGroups(draw) };
    case 'cut': {
      const [from = 'web', to = 'shop-1'] = draw.shuffle(nodes);
      return { kind, ...span(1_000, 12_000), from, to };
    }
    case 'drop':
      return { kind, ...span(1_000, 6_000), way, probability };
    case 'delay':
      return { kind, ...span(1_000, 6_000), way, probability, ms: draw.integer(100, 4_000) };
    case 'duplicate':
      return { kind, ...span(1_000, 6_000), way, probability, after: draw.integer(0, 4_000) };
    case 'skew':
      return { kind, ...span(1_000, 10_000), node, ms: draw.integer(-5_000, 5_000) };
  }
}

/** One shop against the other two, with `web` on either side or on none. */
function twoGroups(draw: Draw): [NodeName[], NodeName[]] {
  const [alone, ...others] = draw.shuffle(shops);
  const groups: [NodeName[], NodeName[]] = [alone === undefined ? [] : [alone], [...others]];
  const side = draw.integer(0, 2);
  if (side < 2) groups[side]?.push('web');
  return groups;
}
