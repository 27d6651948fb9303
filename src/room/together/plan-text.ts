/** Faults of a run as text for a class: short, in the order of their instants, each told once. */

/** What happens in one world, a line each. */
export interface WorldWords {
  readonly world: string;
  readonly faults: readonly string[];
  /** Faults that there was no room for. */
  readonly more: number;
}

interface Span {
  readonly text: string;
  readonly fromMs: number;
  readonly untilMs: number | null;
  readonly fork: number | null;
}

const faultsMax = 6;

/** An instant of virtual time: `120 ms`, `3.5 s`. */
export function instant(ms: number): string {
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${Number((ms / 1_000).toFixed(1))} s`;
}

/** The faults of a run in words; what happens several times is said once, with how often. */
export function faultWords(spans: readonly Span[]): Omit<WorldWords, 'world'> {
  const byText = new Map<string, { atMs: number; times: number }>();
  for (const { text, fromMs, fork } of spans) {
    if (fork !== null) continue;
    const known = byText.get(text);
    if (known) known.times += 1;
    else byText.set(text, { atMs: fromMs, times: 1 });
  }
  const all = [...byText].map(
    ([text, { atMs, times }]) =>
      `at ${instant(atMs)}: ${text}${times > 1 ? `, ${times} times in all` : ''}`,
  );
  return { faults: all.slice(0, faultsMax), more: Math.max(0, all.length - faultsMax) };
}

/** One text of all, for the class. */
export function planText(worlds: readonly WorldWords[], charactersMax: number): string {
  const text = worlds
    .filter(({ faults }) => faults.length > 0)
    .map(({ world, faults, more }) => {
      const rest = more > 0 ? `; and ${more} more` : '';
      return `In the world “${world}”, ${faults.join('; ')}${rest}.`;
    })
    .join('\n');
  return text.length <= charactersMax ? text : `${text.slice(0, charactersMax - 1).trimEnd()}…`;
}
