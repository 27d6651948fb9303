/** Bytes as text and back. Ours, because a locked realm has no `btoa`, and pages have to tell good text from bad. */
const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const codes = Uint8Array.from(digits, (digit) => digit.charCodeAt(0));
const padding = 61;
const noDigit = 255;
const values = new Uint8Array(128).fill(noDigit);
for (const [value, code] of codes.entries()) values[code] = value;
/** Codes that become text at once: more arguments than this are too many for a call. */
const blockMax = 8_192;

/** Bytes as base64, with padding. */
export function encodeBase64(bytes: Uint8Array): string {
  const out = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 3) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    out[to] = codes[first >> 2] ?? padding;
    out[to + 1] = codes[((first & 3) << 4) | (second >> 4)] ?? padding;
    out[to + 2] = codes[((second & 15) << 2) | (third >> 6)] ?? padding;
    out[to + 3] = codes[third & 63] ?? padding;
    to += 4;
  }
  const spare = (3 - (bytes.length % 3)) % 3;
  out.fill(padding, out.length - spare);
  const parts: string[] = [];
  for (let at = 0; at < out.length; at += blockMax) {
    parts.push(String.fromCharCode(...out.subarray(at, at + blockMax)));
  }
  return parts.join('');
}

/** The bytes of base64 with padding; null for anything else. */
export function decodeBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const { length } = text;
  if (length % 4 !== 0) return null;
  const spare = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((length / 4) * 3 - spare);
  let to = 0;
  for (let at = 0; at < length; at += 4) {
    const isLast = at + 4 === length;
    let group = 0;
    for (let digit = 0; digit < 4; digit += 1) {
      const isPadding = isLast && digit >= 4 - spare;
      const value = isPadding ? 0 : (values[text.charCodeAt(at + digit)] ?? noDigit);
      if (value === noDigit) return null;
      group = (group << 6) | value;
    }
    if (to < bytes.length) bytes[to] = group >> 16;
    if (to + 1 < bytes.length) bytes[to + 1] = (group >> 8) & 255;
    if (to + 2 < bytes.length) bytes[to + 2] = group & 255;
    to += 3;
  }
  return bytes;
}
