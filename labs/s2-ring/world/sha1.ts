/** SHA-1 of a short text: the point of the ring, 0 to 2^160 − 1, at which a key stands. */

/** The words of a block, and what they are stretched to. */
const w = new Int32Array(80);
const state = new Int32Array(5);

/** The point of a key. The same everywhere. */
export function sha1(key: string): bigint {
  state.set([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const blocks = ((key.length + 8) >> 6) + 1;
  for (let block = 0; block < blocks; block++) {
    fill(key, block, blocks);
    mix();
  }
  let point = 0n;
  for (const word of state) point = (point << 32n) | BigInt(word >>> 0);
  return point;
}

/** Takes 64 characters of the text, and at its end the end mark and the length. Keys are ASCII. */
function fill(key: string, block: number, blocks: number): void {
  w.fill(0, 0, 16);
  const start = block * 64;
  const end = Math.min(key.length, start + 64);
  for (let at = start; at < end; at++) add(at - start, key.charCodeAt(at) & 0xff);
  if (key.length >= start && key.length < start + 64) add(key.length - start, 0x80);
  if (block === blocks - 1) w[15] = key.length * 8;
}

function add(index: number, byte: number): void {
  const at = index >> 2;
  w[at] = (w[at] ?? 0) | (byte << (24 - (index & 3) * 8));
}

function mix(): void {
  for (let t = 16; t < 80; t++) {
    const word = (w[t - 3] ?? 0) ^ (w[t - 8] ?? 0) ^ (w[t - 14] ?? 0) ^ (w[t - 16] ?? 0);
    w[t] = (word << 1) | (word >>> 31);
  }
  let a = state[0] ?? 0;
  let b = state[1] ?? 0;
  let c = state[2] ?? 0;
  let d = state[3] ?? 0;
  let e = state[4] ?? 0;
  for (let t = 0; t < 80; t++) {
    let mixed: number;
    if (t < 20) mixed = ((b & c) | (~b & d)) + 0x5a827999;
    else if (t < 40) mixed = (b ^ c ^ d) + 0x6ed9eba1;
    else if (t < 60) mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    else mixed = (b ^ c ^ d) + 0xca62c1d6;
    const next = (((a << 5) | (a >>> 27)) + mixed + e + (w[t] ?? 0)) | 0;
    e = d;
    d = c;
    c = (b << 30) | (b >>> 2);
    b = a;
    a = next;
  }
  state[0] = (state[0] ?? 0) + a;
  state[1] = (state[1] ?? 0) + b;
  state[2] = (state[2] ?? 0) + c;
  state[3] = (state[3] ?? 0) + d;
  state[4] = (state[4] ?? 0) + e;
}
