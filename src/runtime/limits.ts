/**
 * Every bound and every default constant of the simulated world, with its unit and its reason.
 * Durations are virtual; `Ns` are integer nanoseconds, exact in a double for 104 days.
 */

const nsPerUs = 1_000;
export const nsPerMs = 1_000_000;

/** What one run may use before it is stopped. The stop is part of the deterministic run. */
export interface Limits {
  /** Loop rounds, function entries and resumptions of all processes together. */
  readonly stepsMax: number;
  /** The same, for one process between two waits: names the culprit of an endless loop early. */
  readonly turnStepsMax: number;
  /** Async calls that one process may have open inside each other. */
  readonly framesMax: number;
  /** Living processes of one node; the BEAM's default. */
  readonly processesMax: number;
  /** Size of one copied message in bytes. A cycle or a shared structure that explodes ends here. */
  readonly messageBytesMax: number;
  /** Events kept in the trace's columns; the hash goes on over the others. */
  readonly traceEventsMax: number;
  /** Values that world files may `observe` in one run. */
  readonly observationsMax: number;
  /** Fired message rules that are recorded. */
  readonly occurrencesMax: number;
}

export const defaultLimits: Limits = {
  stepsMax: 400_000_000,
  turnStepsMax: 20_000_000,
  framesMax: 10_000,
  processesMax: 1_048_576,
  messageBytesMax: 64_000_000,
  traceEventsMax: 1 << 20,
  observationsMax: 1_000_000,
  occurrencesMax: 200_000,
};

/** Resumptions of a process that never waits before the others get their turn: the BEAM's 4,000 reductions. */
export const sliceReductions = 4_000;
/** What such a full slice costs in virtual time, so that busy waiting ends some day. */
export const sliceNs = 400 * nsPerUs;

/** Nesting of objects in one message; deeper is taken for a cycle. */
export const messageDepthMax = 200;

/** A message between two processes of one node. */
export const localLatencyNs = 1_000;
export const lanLatencyMs = 1;
export const lanJitterMs = 0.2;
export const wanLatencyMs = 40;
export const wanJitterMs = 4;

/**
 * A silent peer is given up between three and five quarters of this. OTP's `net_ticktime` is 60 s; the labs
 * use 8 s, so that a lab of one minute can see it.
 */
export const tickTimeMs = 8_000;
/** How long an attempt to connect waits for a peer that does not answer at all. OTP: `net_setuptime`. */
export const connectTimeoutMs = 7_000;

/** Room for bytes at either end of a stream: a usual socket buffer. */
export const socketBufferKB = 64;
/** Bytes that nobody answers to for so long end a connection. Linux takes 15 minutes; a lab could not see those. */
export const socketGiveUpMs = 60_000;
/** Connections that may wait to be accepted, as in gen_tcp. */
export const backlogDefault = 5;
/** The first wait before a lost packet of a connection is sent again; each further one is twice as long. */
export const retransmitMs = 200;
/** What becomes of datagrams where nobody says otherwise: enough to be met in a test of a thousand. */
export const datagramLoss = 0.01;
export const datagramDuplicates = 0.001;
export const datagramReorderMs = 0.5;
/** The most that one datagram can carry: IPv4's 65,535 bytes without its headers and UDP's. */
export const datagramBytesMax = 65_507;

export const diskWriteMs = 2;
export const diskReadMs = 0.1;

export const coresDefault = 4;
export const memoryBytesDefault = 2_000_000_000;
/** What an idle process costs its node: 327 words plus its entry, measured on OTP 25. */
export const processBytes = 2_640;

/** How often a leak is charged to its node. */
export const leakIntervalMs = 100;

/** How long processes have to end when their node is shut down. */
export const shutDownGraceMs = 5_000;

/** `call` without a timeout waits this long, as in OTP. */
export const callTimeoutMs = 5_000;

/** Waiting longer than this is taken for a mistake of unit, as the BEAM refuses 2^32 ms and more. */
export const waitMaxMs = 4_294_967_295;
/** Longer than any run: 52 days. */
export const forEverNs = 4_503_599_627_370_496;
