/** What the ring on paper has found so far: how often each row was looked at, the worst of it, and its first breach. */
import type { Finding, FindingEvent, Found } from '#grader/index.ts';
import type { Epoch } from './paper.ts';

export type PaperCode = 'R-1' | 'R-2' | 'R-3' | 'R-4';
const codes = ['R-1', 'R-2', 'R-3', 'R-4'] as const satisfies readonly PaperCode[];

interface Row {
  readonly checked: number;
  readonly badness: number;
  readonly worst: string | null;
}

/** A breach, and what of its story is not said by the epoch. */
export interface Broken extends Pick<
  Found,
  'expected' | 'observed' | 'operation' | 'cause' | 'place'
> {
  readonly events: readonly Omit<FindingEvent, 'atMs'>[];
}

export class Tally {
  readonly #rows = new Map<PaperCode, Row>();
  readonly #breaches = new Map<PaperCode, { found: Found; story: readonly FindingEvent[] }>();

  /** Counts one look, and keeps what it saw if it is the worst of its code so far. */
  looked(code: PaperCode, badness: number, worst: string): void {
    const row = this.#rows.get(code);
    const checked = (row?.checked ?? 0) + 1;
    const isWorse = row === undefined || badness > row.badness;
    this.#rows.set(code, isWorse ? { checked, badness, worst } : { ...row, checked });
  }

  /** Notes a breach; only the first one of a code is told. */
  broke(code: PaperCode, { atMs, change, nodes }: Epoch, broken: Broken): void {
    if (this.#breaches.has(code)) return;
    const { events, ...about } = broken;
    const opening =
      change === ''
        ? { name: 'start', where: 'members', text: `${nodes.length} shops begin` }
        : { name: 'change', where: 'members', text: change };
    this.#breaches.set(code, {
      found: { atMs, tags: [], ...about },
      story: [opening, ...events].map((event) => ({ ...event, atMs })),
    });
  }

  findings(): Finding[] {
    return codes.map((code) => {
      const row = this.#rows.get(code);
      const broken = this.#breaches.get(code);
      return {
        code,
        checked: row?.checked ?? 0,
        worst: row?.worst ?? null,
        badness: row?.badness ?? Number.NEGATIVE_INFINITY,
        breach: broken?.found ?? null,
        ...(broken !== undefined && { story: broken.story }),
      };
    });
  }
}
