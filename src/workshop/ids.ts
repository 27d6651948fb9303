/** Names that nobody else makes: from `getRandomValues`, which plain http has as well. */

function hex(bytes: number): string {
  const drawn = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(drawn, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A secret of 128 bits: whoever holds it is this participant. */
export function newSecret(): string {
  return hex(16);
}

/** The id of a message: unique among those of one sender, which 80 bits are enough for. */
export function newMessageId(): string {
  return hex(10);
}
