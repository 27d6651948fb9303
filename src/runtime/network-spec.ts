/** The network of a system, as data. */
import { assert } from './assert.ts';
import {
  connectTimeoutMs,
  datagramDuplicates,
  datagramLoss,
  datagramReorderMs,
  lanJitterMs,
  lanLatencyMs,
  socketBufferKB,
  socketGiveUpMs,
  tickTimeMs,
} from './limits.ts';
import type { Latency } from './latency.ts';

/** The way between two nodes, if it is not the default. */
export interface PathSpec {
  /** Names of nodes; a trailing `*` stands for any rest. Holds for both directions. */
  readonly between: readonly [string, string];
  /** One way; the short form of a uniform latency. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  /** One way, as a distribution; goes before the short form. */
  readonly latency?: Latency;
  /** Millions of bytes per second; unlimited if left out. */
  readonly megabytesPerSecond?: number;
}

/** What is wrong with the way from one node to another, as long as it lasts. */
export interface Impairment {
  /** Every message takes so much longer. */
  readonly addMs?: number;
  /** A bandwidth in place of the path's own, in millions of bytes per second. */
  readonly megabytesPerSecond?: number;
  /**
   * Probability with which a packet is lost. A datagram is gone then; on a connection it is sent again after 200 ms,
   * 400 ms …, and all that comes behind it waits.
   */
  readonly loss?: number;
}

/** How byte streams behave. */
export interface StreamSpec {
  /** Room for bytes at either end, in kB; 64 if left out. */
  readonly bufferKB?: number;
  /**
   * Where a stream is cut into what one `recv` gives: anywhere (by chance, if left out), after every byte, or only
   * where the buffers end.
   */
  readonly segments?: 'random' | 'smallest' | 'largest';
  /** After so long without an answer to bytes that were sent, a connection is given up. */
  readonly giveUpMs?: number;
}

/** What happens to datagrams. Probabilities are between 0 and 1. */
export interface DatagramSpec {
  /** 0.01 if left out. */
  readonly loss?: number;
  /** 0.001 if left out. */
  readonly duplicates?: number;
  /** Each is held up by a random part of this, so that later ones overtake it; 0.5 if left out. */
  readonly reorderMs?: number;
}

export interface NetworkSpec {
  /** One-way latency; 1.0 ms ± 0.2 if left out. */
  readonly latencyMs?: number;
  readonly jitterMs?: number;
  readonly latency?: Latency;
  readonly megabytesPerSecond?: number;
  /**
   * Large messages are sent in pieces of so many kB, in turn with what other processes send; whole if left out, so
   * that a large one holds up all behind it. OTP 22 and later: 64.
   */
  readonly fragmentKB?: number;
  /**
   * A process that sends while more than this many kB wait for one node is suspended until fewer do; without limit
   * if left out. OTP: `+zdbbl`, 1,024.
   */
  readonly busyLimitKB?: number;
  /**
   * True, or left out: all visible nodes are connected from the start, and who connects to one connects to all that
   * one knows. False: only who sends to whom is connected. OTP: `connect_all`.
   */
  readonly mesh?: boolean;
  readonly tickTimeMs?: number;
  /** How long connecting to a peer that does not answer takes to fail. */
  readonly connectTimeoutMs?: number;
  readonly paths?: readonly PathSpec[];
  readonly streams?: StreamSpec;
  readonly datagrams?: DatagramSpec;
}

/** Latency and bandwidth of one way. */
export interface Way {
  readonly latency: Latency;
  /** Infinity if unlimited. */
  readonly megabytesPerSecond: number;
}

/** What the network says about the way between two nodes. */
export function wayBetween(spec: NetworkSpec, from: string, to: string): Way {
  const own = spec.paths?.find(
    ({ between: [a, b] }) =>
      (fitsName(a, from) && fitsName(b, to)) || (fitsName(b, from) && fitsName(a, to)),
  );
  const general = own?.latencyMs === undefined ? spec.latency : undefined;
  const ms = own?.latencyMs ?? spec.latencyMs ?? lanLatencyMs;
  const jitterMs = own?.jitterMs ?? spec.jitterMs ?? Math.min(lanJitterMs, ms);
  return {
    latency: own?.latency ?? general ?? { kind: 'uniform', ms, jitterMs },
    megabytesPerSecond: own?.megabytesPerSecond ?? spec.megabytesPerSecond ?? Infinity,
  };
}

/** What goes for the whole network, with every default filled in. */
export interface NetworkSettings {
  readonly mesh: boolean;
  readonly tickMs: number;
  readonly connectTimeoutMs: number;
  /** 0 for messages that are sent whole. */
  readonly fragmentBytes: number;
  readonly busyBytes: number;
  readonly bufferBytes: number;
  readonly segments: 'random' | 'smallest' | 'largest';
  readonly giveUpMs: number;
  readonly datagrams: Required<DatagramSpec>;
}

const bytesPerKB = 1_000;

export function settingsOf(spec: NetworkSpec): NetworkSettings {
  const { streams = {}, datagrams = {} } = spec;
  const settings: NetworkSettings = {
    mesh: spec.mesh ?? true,
    tickMs: spec.tickTimeMs ?? tickTimeMs,
    connectTimeoutMs: spec.connectTimeoutMs ?? connectTimeoutMs,
    fragmentBytes: (spec.fragmentKB ?? 0) * bytesPerKB,
    busyBytes: (spec.busyLimitKB ?? Infinity) * bytesPerKB,
    bufferBytes: (streams.bufferKB ?? socketBufferKB) * bytesPerKB,
    segments: streams.segments ?? 'random',
    giveUpMs: streams.giveUpMs ?? socketGiveUpMs,
    datagrams: {
      loss: datagrams.loss ?? datagramLoss,
      duplicates: datagrams.duplicates ?? datagramDuplicates,
      reorderMs: datagrams.reorderMs ?? datagramReorderMs,
    },
  };
  assert(settings.fragmentBytes >= 0, 'a fragment holds bytes');
  assert(settings.busyBytes > 0 && settings.bufferBytes >= 1, 'buffers have room');
  assert(settings.tickMs > 0, 'a tick takes time');
  return settings;
}

/** True if a name fits a pattern that may end in `*`. */
export function fitsName(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : pattern === name;
}
