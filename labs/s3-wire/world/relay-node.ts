/**
 * Something between the two ends, as there is always something: it can stop reading what the web node sends, and it
 * can pretend that either end is of another release.
 */
import { genTcp, receive, sleep, spawn, type Socket } from 'nines';
import { conversation, observe } from 'nines/world';

/** What the relay does at the moment; one relay on a node. */
const mood = { isDeaf: false, version: 2 };
const lookMs = 20;
const headerBytes = 14;
const heartbeat = [0, 0, 0, 10, 2, 5, 0, 0, 0, 0, 0, 0, 0, 0];

type Order =
  { readonly kind: 'deaf' | 'hear' } | { readonly kind: 'version'; readonly version: number };

/** Takes orders. */
export async function relay(): Promise<void> {
  for (;;) {
    const order = await receive<Order>();
    if (order.kind === 'version') mood.version = order.version;
    else mood.isDeaf = order.kind === 'deaf';
  }
}

/** Takes connections for the shop, and passes on what comes. */
export async function relayDoor(arg: {
  readonly port: number;
  readonly to: number;
}): Promise<void> {
  conversation('relay');
  const listening = genTcp.listen(arg.port, { active: false });
  if (listening[0] === 'error') return;
  for (;;) {
    const outer = await genTcp.accept(listening[1]);
    const inner = await genTcp.connect('shop-1', arg.to, { active: false });
    if (outer[0] === 'error' || inner[0] === 'error') continue;
    spawn(inward, { from: outer[1], to: inner[1] });
    spawn(outward, { from: inner[1], to: outer[1] });
  }
}

interface Way {
  readonly from: Socket;
  readonly to: Socket;
}

/** From the web node to the shop. While it does not read, it tells the shop that somebody is there. */
async function inward(way: Way): Promise<void> {
  const splitter = new Splitter();
  let readBytes = 0;
  let deafMs = 0;
  for (;;) {
    if (mood.isDeaf) {
      if (deafMs % 1_000 === 0) await genTcp.send(way.to, Uint8Array.from(heartbeat));
      deafMs += lookMs;
      await sleep(lookMs);
      continue;
    }
    const read = await genTcp.recv(way.from);
    if (read[0] === 'error') break;
    readBytes += read[1].length;
    observe({ kind: 'read', bytes: readBytes });
    for (const fragment of splitter.push(read[1])) await genTcp.send(way.to, restated(fragment));
  }
  genTcp.close(way.to);
}

async function outward(way: Way): Promise<void> {
  const splitter = new Splitter();
  for (;;) {
    const read = await genTcp.recv(way.from);
    if (read[0] === 'error') break;
    for (const fragment of splitter.push(read[1])) await genTcp.send(way.to, restated(fragment));
  }
  genTcp.close(way.to);
}

/** The fragment as an end of the present release would have sent it. */
function restated(fragment: Uint8Array): Uint8Array {
  if (mood.version === 2) return fragment;
  const version = mood.version;
  const payload = withMore(fragment, version);
  const bytes = new Uint8Array(headerBytes + payload.length);
  bytes.set(fragment.subarray(0, headerBytes));
  new DataView(bytes.buffer).setUint32(0, bytes.length - 4);
  bytes[4] = version;
  bytes.set(payload, headerBytes);
  return bytes;
}

/** A request or a reply with a field that no release of yours has heard of. */
function withMore(fragment: Uint8Array, version: number): Uint8Array {
  const payload = fragment.subarray(headerBytes);
  const isShortJson = (fragment[5] === 1 || fragment[5] === 2) && payload[0] === 0x7b;
  if (version !== 3 || !isShortJson || payload.length < 3) return payload;
  const more = [...'"trace":"9f3",'].map((letter) => letter.charCodeAt(0));
  return Uint8Array.of(0x7b, ...more, ...payload.subarray(1));
}

/** Cuts a stream of bytes into fragments. */
class Splitter {
  #held = new Uint8Array(0);

  push(chunk: Uint8Array): Uint8Array[] {
    const bytes = new Uint8Array(this.#held.length + chunk.length);
    bytes.set(this.#held);
    bytes.set(chunk, this.#held.length);
    const view = new DataView(bytes.buffer);
    const fragments: Uint8Array[] = [];
    let at = 0;
    while (at + 4 <= bytes.length) {
      const length = view.getUint32(at) + 4;
      if (at + length > bytes.length) break;
      fragments.push(bytes.slice(at, at + length));
      at += length;
    }
    this.#held = bytes.slice(at);
    return fragments;
  }
}
