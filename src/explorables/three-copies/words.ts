/** The deeds and their results in words. */
import type { MergeName } from './merges.ts';
import { lineAfter, sidesOf, type Deed, type Fault, type Line } from './model.ts';

/** `A | B, C`. */
export const sideWords = (line: Line): string =>
  sidesOf(line)
    .map((side) => side.join(', '))
    .join(' | ');

export function deedWords(deed: Deed): string {
  if (deed.kind !== 'cut') return `${deed.kind} ${deed.item} at ${deed.at}`;
  return deed.line % 3 === 0
    ? 'the network is healed'
    : `the network is cut: ${sideWords(deed.line)}`;
}

export function skewWords(skewMs: number): string {
  const seconds = Math.abs(skewMs / 1_000);
  if (seconds === 0) return 'B’s clock is right';
  return `B’s clock is ${seconds} s ${skewMs < 0 ? 'behind' : 'ahead'}`;
}

const why: Readonly<Record<MergeName, Readonly<Record<Fault['kind'], string>>>> = {
  'last writer': {
    lost: 'The cart with the later stamp took the place of the one that had it.',
    back: 'The cart with the later stamp had not heard of the removal.',
  },
  union: {
    lost: 'It was never sent.',
    back: 'One side still had it, and a union cannot tell “never had it” from “had it and removed it”.',
  },
  '2P-Set': {
    lost: 'It was removed once, and a 2P-Set remembers that for ever.',
    back: 'Its removal was not heard of.',
  },
  'OR-Set': { lost: 'Its tag was seen and is gone.', back: 'Its tag was not seen.' },
};

/** What is wrong with the carts, or that nothing is. */
export function faultWords(
  name: MergeName,
  faults: readonly Fault[],
  deeds: readonly Deed[],
): string {
  const [fault] = faults;
  if (fault === undefined) {
    const isCut = lineAfter(deeds) % 3 !== 0;
    return isCut
      ? `${name}: each side has what its customers asked for. Heal the network.`
      : `${name}: the carts hold what the customers asked for.`;
  }
  const here = faults.filter(({ at }) => at === fault.at);
  const each = here.map(({ item, kind }) =>
    kind === 'lost' ? `the ${item} is lost` : `the ${item} is back`,
  );
  return `${name}: ${each.join(', and ')}. ${why[name][fault.kind]}`;
}
