/** What a month and an evening are made of, as the grader hands it to the generators. */

/** Something that makes check-outs fail for a while. */
export interface Trouble {
  readonly id: string;
  readonly fromMin: number;
  readonly forMin: number;
  /** Share of the requests that fail. */
  readonly share: number;
  /** Requests a minute meanwhile, if not as many as ever. */
  readonly perMin: number;
  /** How much longer what it does to the windows counts as its own. */
  readonly afterMin: number;
  /** When the highest burn rates of its time are put on record, in minutes after its begin. */
  readonly readAtMin: number;
}

export interface Month {
  readonly seed: number;
  readonly minutes: number;
  readonly perMin: number;
  /** Share of the requests that fail on any day. */
  readonly baseline: number;
  readonly slo: number;
  readonly troubles: readonly Trouble[];
}

/** What can happen to nodes. */
export type Happening =
  | { readonly kind: 'leak'; readonly node: string; readonly percentPerMin: number }
  | { readonly kind: 'mailbox'; readonly node: string; readonly perS: number }
  | { readonly kind: 'disk'; readonly node: string; readonly percentPerMin: number }
  | { readonly kind: 'atoms'; readonly node: string; readonly perS: number }
  | { readonly kind: 'restarts'; readonly node: string; readonly perS: number }
  | { readonly kind: 'batch'; readonly node: string }
  /** Says only which node collects its garbage seldom: it has always done so. */
  | { readonly kind: 'sawtooth'; readonly node: string }
  | { readonly kind: 'exporter'; readonly node: string }
  | { readonly kind: 'crash'; readonly node: string }
  | { readonly kind: 'split'; readonly nodes: readonly string[] }
  | { readonly kind: 'deploy'; readonly everyMs: number }
  | { readonly kind: 'silence'; readonly node: string };

/** How something ended: the node died of it, it ran out, somebody mended it, or it went as it had come. */
export type Ending = 'died' | 'exhausted' | 'repaired' | 'ended';

export interface FleetSpec {
  readonly seed: number;
  readonly nodes: readonly string[];
  /** The node that collects its garbage seldom. */
  readonly sawtooth: string;
}

export interface Evening extends FleetSpec {
  readonly forMs: number;
  /** True: what the engine orders is carried out. */
  readonly automation: boolean;
}
