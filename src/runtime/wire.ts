/**
 * A wire that takes large messages in pieces. Each process that sends is a stream of its own, and the streams take
 * turns, one fragment each: so a small message waits for a fragment of each large one that is under way, and not
 * for the whole of it. OTP 22 brought this to Erlang's distribution.
 */
import { assert } from './assert.ts';
import type { Path } from './path.ts';
import type { Process } from './process.ts';
import type { Signal } from './signal.ts';
import { Timer } from './timer.ts';

interface Stream {
  readonly from: Process | null;
  /** In the order in which they were sent. */
  readonly signals: Signal[];
  /** Bytes of the first that have left. */
  sent: number;
}

export class Wire {
  readonly #path: Path;
  readonly #fragmentBytes: number;
  readonly #launch: (signal: Signal, path: Path) => void;
  /** Those that wait, in the order of their turns. */
  #streams: Stream[] = [];
  /** The one whose fragment is leaving. */
  #current: Stream | null = null;
  /** Counts what was thrown away, so that a fragment under way then is nobody's. */
  #cleared = 0;
  /** Bytes that wait. */
  bytes = 0;

  constructor(path: Path, fragmentBytes: number, launch: (signal: Signal, path: Path) => void) {
    assert(fragmentBytes > 0, 'a fragment holds bytes');
    this.#path = path;
    this.#fragmentBytes = fragmentBytes;
    this.#launch = launch;
  }

  /** True while something leaves or waits to. */
  get busy(): boolean {
    return this.#current !== null;
  }

  /** Takes a signal; it is launched when its last byte has left. */
  take(signal: Signal): void {
    const { from } = signal;
    this.bytes += signal.size;
    const current = this.#current?.from === from ? this.#current : null;
    const stream = current ?? this.#streams.find((other) => other.from === from);
    if (stream === undefined) this.#streams.push({ from, signals: [signal], sent: 0 });
    else stream.signals.push(signal);
    if (this.#current === null) this.#next();
  }

  /** The sender has crashed: what has not left never will. */
  clear(): void {
    this.#streams = [];
    this.bytes = 0;
    this.#current = null;
    this.#cleared += 1;
  }

  #next(): void {
    const stream = this.#streams.shift() ?? null;
    this.#current = stream;
    if (stream === null) return;
    const [first] = stream.signals;
    assert(first !== undefined, 'a stream has something to send');
    const piece = Math.min(this.#fragmentBytes, first.size - stream.sent);
    const { timeline } = this.#path.from.system;
    const dueNs = timeline.nowNs + Math.ceil(piece * this.#path.nsPerByte);
    const cleared = this.#cleared;
    const left = (): void => {
      if (cleared === this.#cleared) this.#left(stream, first, piece);
    };
    timeline.schedule(dueNs, Timer.inWorld(dueNs, left));
  }

  #left(stream: Stream, first: Signal, piece: number): void {
    stream.sent += piece;
    this.bytes -= piece;
    assert(this.bytes >= 0, 'what has left waited before');
    assert(stream.sent <= first.size, 'no byte leaves twice');
    if (stream.sent >= first.size) {
      stream.signals.shift();
      stream.sent = 0;
    }
    if (stream.signals.length > 0) this.#streams.push(stream);
    const done = stream.sent === 0;
    this.#next();
    if (done) this.#launch(first, this.#path);
  }
}
