/**
 * The fingerprint of a cause: it groups failures that are the same mistake, whatever the learner called things and
 * on whichever node the seed let it happen. So it is taken over kinds and roles: the code and cause of the breach,
 * the kinds of the faults it needed and what they struck, and the effects in their order.
 */
import { hashText, mix } from '#runtime/random.ts';

/** 16 hex digits over the parts, in order. */
export function fingerprintOf(parts: readonly string[]): string {
  // A separator that no part contains keeps ['ab', 'c'] and ['a', 'bc'] apart.
  const text = parts.join('\u0000');
  const high = hashText(text);
  const low = mix(hashText(`${text}\u0001`), high);
  return hex(high) + hex(low);
}

/** Role of a node by its name: `shop-3` is a `shop`. */
export function roleOf(node: string): string {
  return node.replace(/-?\d+$/, '');
}

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
