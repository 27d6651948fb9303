/** What an attack has done so far and what that is worth, in words that promise no more than was tried. */
import type { AttackReport } from '#sandbox/protocol.ts';
import type { AttackEnd } from './attack.ts';
import { printCount, printDuration, printMany } from './print.ts';

const strategyWords: Readonly<Record<AttackReport['strategy'], string>> = {
  fixed: 'the lab’s whole plan',
  swarm: 'some of the faults, some of the work',
  walk: 'every turn of a process at random',
  pct: 'priorities that change at a few points',
  systematic: 'every order of a small run',
  healed: 'faults first, then all is healed',
};

/** What the attack tries at the moment. */
export function sayStrategy({ strategy }: Pick<AttackReport, 'strategy'>): string {
  return strategyWords[strategy];
}

/** `48 thousand`, `6.1 million`: events are too many to count by eye. */
export function sayMany(count: number): string {
  if (count < 10_000) return printCount(count);
  if (count < 1_000_000) return `${Math.round(count / 1_000)} thousand`;
  return `${(count / 1_000_000).toFixed(1)} million`;
}

/** How near the nearest miss came, as a share: 1 would be a breach. */
export function nearness({ distance }: { readonly distance: number }): number {
  return Math.min(1, Math.max(0, 1 - distance));
}

/** Families of faults that have not struck in any run. */
export function notStruck({ faults }: Pick<AttackReport, 'faults'>): string[] {
  return faults.filter(({ runs }) => runs === 0).map(({ label }) => label);
}

/** The headline of an attack that is over. */
export function sayEnd(end: AttackEnd, runs: number): string {
  switch (end.kind) {
    case 'found':
      return runs === 0 ? 'Broken at once' : `Broken in run ${printCount(runs)}`;
    case 'cut-short':
      return 'The attack could not go on';
    case 'spent':
    case 'stopped':
      if (runs === 0) return 'Stopped before the first run was over';
      return `Still standing after ${printMany(runs, 'run')}`;
  }
}

/** What an attack that found nothing means, and what it has not tried. */
export function sayWorth(report: AttackReport | null): string {
  if (report === null || report.runs === 0) return 'Nothing has been tried yet.';
  const missing = notStruck(report);
  const gap =
    missing.length === 0
      ? 'Every kind of fault of this lab has struck.'
      : `${missing.join(', ')} ${missing.length === 1 ? 'has' : 'have'} never struck.`;
  return (
    `${sayMany(report.events)} events in ${printDuration(report.elapsedMs)}. ${gap} ` +
    'That nothing broke is no proof: it says how hard somebody has looked.'
  );
}
