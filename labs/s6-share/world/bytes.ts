/** Text as bytes, two for each character that is not ASCII: what `encode` needs. */
export function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(2 * text.length);
  let length = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x7f) bytes[length++] = 0x80 | (code >> 8);
    bytes[length++] = code & 0xff;
  }
  return bytes.slice(0, length);
}
