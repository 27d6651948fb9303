/** W1: frames through a meat grinder. No time passes; the same bytes come in one piece, in any, and one by one. */
import {
  examination,
  field,
  type Draw,
  type Examination,
  type Finding,
  type FindingEvent,
  type Learner,
} from '#grader/index.ts';
import { hex, isSameBytes, joined, specFragments, type TestFrame } from './spec.ts';

/** With 25 seeds, Grade sees ten thousand of them, 25 of them large. */
const framesMany = 400;
/** These are small, and come byte by byte. */
const framesByByte = 50;
const bigBytes = 200_000;
/** The type whose frames have id 0 and an empty payload. */
const heartbeat = 5;
const emptyBytes = new Uint8Array(0);

export const codecExam: Examination = examination({
  id: 'the meat grinder',
  codes: ['W-1'],
  about: ({ cause }) => ({
    file: 'codec.ts',
    name: cause === 'format' || cause === 'no bytes' ? 'encode' : 'Decoder',
  }),
  *examine(learner, draw) {
    const frames = testFrames(draw.of('frames'));
    yield;
    const encoded = learner.call('meat-grinder.ts', 'encodeAll', frames);
    const fragments = encoded.kind === 'returned' ? fragmentsIn(encoded.value) : null;
    if (fragments === null || fragments.length !== frames.length) {
      return [noBytes(encoded.kind === 'threw' ? encoded.message : encoded.kind)];
    }
    yield;
    const stream = interleaved(fragments);
    const cuts = cutsOf(stream, fragments, draw.of('cuts'));
    const found = compare(learner, { frames, fragments, stream, cuts });
    yield;
    return [found ?? formatFinding(frames, fragments) ?? fine(frames.length)];
  },
});

function testFrames(draw: Draw): TestFrame[] {
  const types = [1, 2, 3, 4, heartbeat];
  return Array.from({ length: framesMany }, (_, index) => {
    const one = draw.of(index);
    const isBig = index === 250;
    const type = isBig ? 2 : one.pick(types);
    if (type === heartbeat) return { version: 2, type, id: 0n, payload: emptyBytes };
    const most = index < framesByByte ? 380 : 2_000;
    const size = isBig ? bigBytes : one.integer(6, one.chance(0.7) ? 200 : most);
    // Identifiers beyond 2^32, and a few beyond 2^53.
    const id = BigInt(index + 1) + (index % 50 === 7 ? 1n << 60n : BigInt(index % 3) << 32n);
    return { version: 2, type, id, payload: noise(size, one.integer(1, 1 << 30)) };
  });
}

/** Bytes that look like nothing, quickly made; line ends and braces among them. */
function noise(size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let state = seed;
  for (let index = 0; index < size; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    bytes[index] = state >>> 16;
  }
  return bytes;
}

function fragmentsIn(value: unknown): Uint8Array[][] | null {
  const isRight =
    Array.isArray(value) &&
    value.every((one) => Array.isArray(one) && one.every((bytes) => bytes instanceof Uint8Array));
  return isRight ? value : null;
}

/** What both ends agreed to send in turns: the fragments of a large frame stand between the small ones that follow. */
function interleaved(fragments: readonly (readonly Uint8Array[])[]): Uint8Array {
  const row: Uint8Array[] = [];
  const waiting: Uint8Array[] = [];
  for (const [first, ...rest] of fragments) {
    if (first !== undefined) row.push(first);
    const next = waiting.shift();
    if (next !== undefined) row.push(next);
    waiting.push(...rest);
  }
  return joined([...row, ...waiting]);
}

/** Where the pieces end: byte by byte, then anywhere; now and then several frames are one piece. */
function cutsOf(
  stream: Uint8Array,
  fragments: readonly (readonly Uint8Array[])[],
  draw: Draw,
): number[] {
  const small = fragments.slice(0, framesByByte).flat();
  const byByte = small.reduce((sum, { length }) => sum + length, 0);
  const cuts = Array.from({ length: byByte }, (_, index) => index + 1);
  let at = byByte;
  for (let piece = 0; at < stream.length; piece += 1) {
    const one = draw.of(piece);
    const most = one.chance(0.1) ? 40_000 : 1_500;
    at = Math.min(stream.length, at + one.integer(1, most));
    cuts.push(at);
  }
  return cuts;
}

interface Ground {
  readonly frames: readonly TestFrame[];
  readonly fragments: readonly (readonly Uint8Array[])[];
  readonly stream: Uint8Array;
  readonly cuts: readonly number[];
}

function compare(learner: Learner, ground: Ground): Finding | null {
  const { frames, stream, cuts } = ground;
  const outcome = learner.call('meat-grinder.ts', 'grind', stream, cuts);
  if (outcome.kind !== 'returned') {
    return broken(ground, 0, {
      observed: outcome.kind === 'threw' ? outcome.message : 'it never ends',
      cause: outcome.kind,
    });
  }
  const got = field(outcome.value, 'frames') as readonly TestFrame[];
  const threw = field(outcome.value, 'threw') as string | null;
  const found = inPairs(frames, got);
  const wrong = frames.findIndex((frame, index) => !isSame(frame, found[index]));
  if (wrong < 0 && got.length === frames.length && threw === null) return null;
  const place = Math.max(0, wrong);
  if (threw !== null) return broken(ground, place, { observed: threw, cause: 'threw' });
  const isLost = found[place] === undefined;
  return broken(ground, place, {
    observed: isLost ? 'it never came out' : 'other bytes came out',
    cause: isLost ? 'lost' : 'changed',
  });
}

/** What came out for each frame. A large one ends behind those that came between its fragments, so ids tell them apart. */
function inPairs(
  sent: readonly TestFrame[],
  got: readonly TestFrame[],
): readonly (TestFrame | undefined)[] {
  const byId = new Map<bigint, TestFrame[]>();
  for (const frame of got) {
    const known = byId.get(frame.id);
    if (known === undefined) byId.set(frame.id, [frame]);
    else known.push(frame);
  }
  // Heartbeats share one id, and keep their order.
  return sent.map(({ id }) => byId.get(id)?.shift());
}

function isSame(sent: TestFrame, got: TestFrame | undefined): boolean {
  return (
    got !== undefined &&
    got.type === sent.type &&
    got.version === sent.version &&
    isSameBytes(sent.payload, got.payload)
  );
}

/** The finding: which frame, and how it was cut. */
function broken(
  { frames, fragments, stream, cuts }: Ground,
  index: number,
  { observed, cause }: { readonly observed: string; readonly cause: string },
): Finding {
  const before = fragments.slice(0, index).flat();
  const from = before.reduce((sum, { length }) => sum + length, 0);
  const length = fragments[index]?.reduce((sum, bytes) => sum + bytes.length, 0) ?? 0;
  const pieces = [from, ...cuts.filter((cut) => cut > from && cut < from + length), from + length];
  const firstPiece = stream.subarray(from, pieces[1]);
  const secondPiece = stream.subarray(pieces[1] ?? from, pieces[2] ?? from);
  const name = `frame ${index + 1}`;
  const sent = frames[index]?.payload.length ?? 0;
  const story: FindingEvent[] = [
    {
      name: 'encoded',
      atMs: 0,
      where: 'codec.ts › encode',
      text: `Frame ${index + 1}, with a payload of ${sent} bytes, becomes ${length} bytes: ${hex(stream.subarray(from, from + length))}`,
    },
    {
      name: 'cut',
      atMs: 0,
      where: 'the network',
      text: `The network cuts it into ${pieces.length - 1} pieces. The first is ${hex(firstPiece)}, the second ${hex(secondPiece)}`,
    },
    {
      name: cause,
      atMs: 0,
      where: 'codec.ts › Decoder.push',
      text:
        cause === 'threw'
          ? `It is given a piece, and throws ${observed}`
          : `It is given all of them, and of ${name}, ${observed}`,
    },
  ];
  return {
    code: 'W-1',
    checked: frames.length,
    worst: `${name} is the first`,
    badness: 1,
    breach: {
      atMs: 0,
      expected: 'what was sent',
      observed: `${name}: ${observed}`,
      operation: `${name}, cut after byte ${(pieces[1] ?? from) - from}`,
      tags: [],
      cause,
    },
    story,
  };
}

/** Bytes that only this decoder understands: the other end may be somebody else's. */
function formatFinding(
  frames: readonly TestFrame[],
  fragments: readonly (readonly Uint8Array[])[],
): Finding | null {
  for (const [index, frame] of frames.entries()) {
    const right = specFragments(frame);
    const got = fragments[index] ?? [];
    const at = right.findIndex((bytes, place) => !isSameBytes(bytes, got[place] ?? emptyBytes));
    if (at < 0 && got.length === right.length) continue;
    const place = Math.max(0, at);
    return formatBroken(index, right[place] ?? emptyBytes, got[place] ?? emptyBytes);
  }
  return null;
}

function formatBroken(index: number, right: Uint8Array, got: Uint8Array): Finding {
  const name = `frame ${index + 1}`;
  const text = (what: string, bytes: Uint8Array): string =>
    `${what} ${bytes.length} bytes: ${hex(bytes, 14)}`;
  return {
    code: 'W-1',
    checked: index + 1,
    worst: `${name} is the first`,
    badness: 1,
    breach: {
      atMs: 0,
      expected: text('', right).trim(),
      observed: text('', got).trim(),
      operation: name,
      tags: [],
      cause: 'format',
    },
    story: [
      { name: 'right', atMs: 0, where: 'the agreement', text: text(`${name} is`, right) },
      { name: 'got', atMs: 0, where: 'codec.ts › encode', text: text('encode gives', got) },
    ],
  };
}

function noBytes(why: string): Finding {
  return {
    code: 'W-1',
    checked: 0,
    worst: null,
    badness: 1,
    breach: {
      atMs: 0,
      expected: 'bytes for every frame',
      observed: why,
      operation: 'encode',
      tags: [],
      cause: 'no bytes',
    },
    story: [
      {
        name: 'asked',
        atMs: 0,
        where: 'the examination',
        text: `encode is given ${framesMany} frames`,
      },
      { name: 'failed', atMs: 0, where: 'codec.ts › encode', text: `What comes of it: ${why}` },
    ],
  };
}

function fine(checked: number): Finding {
  return { code: 'W-1', checked, worst: '0 errors', badness: 0, breach: null };
}
