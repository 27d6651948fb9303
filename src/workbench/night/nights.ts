/** The nights that the control room can show: those of this browser's last Grade and last Run, and the recorded ones. */
import type { Counterexample } from '#grader/verdict.ts';
import type { TextStore } from '#workbench/draft-storage.ts';
import { referenceOf } from '#workbench/lab-files.ts';
import type { Texts } from '#workbench/lab-state.ts';
import type { Night } from './night.ts';
import { readReport } from './report.ts';

/** A night, and what it takes to have it again. */
export interface ShownNight {
  /** Part of the page's address: `grade-102`, `reference`. */
  readonly id: string;
  readonly title: string;
  readonly night: Night;
  /** The files that it was played with. */
  readonly texts: Texts;
  /** Whose files of earlier labs it was played with. */
  readonly earlier: 'learner' | 'reference';
  readonly told: Counterexample | null;
}

const goalWords = { grade: 'Your last Grade', run: 'Your last Run' } as const;

async function kept(store: TextStore, lab: string, goal: 'grade' | 'run'): Promise<ShownNight[]> {
  const report = await readReport(store, lab, goal);
  return (report?.nights ?? []).map((night) => ({
    id: `${goal}-${night.seed}`,
    title: `${goalWords[goal]}, seed ${night.seed}`,
    night,
    texts: report?.texts ?? {},
    earlier: 'learner',
    told: report?.told?.seed === night.seed ? report.told : null,
  }));
}

async function recorded(lab: string): Promise<ShownNight[]> {
  const reference = Object.fromEntries(
    (await referenceOf(lab)).map(({ file, source }) => [file, source]),
  );
  const { recordedNights } = await import('./recorded.ts');
  return Object.entries(recordedNights).map(([id, { night, title, texts }]): ShownNight => {
    return {
      id,
      title: `${title}, seed ${night.seed}`,
      night,
      texts: { ...reference, ...texts },
      earlier: 'reference',
      told: null,
    };
  });
}

/** All of them, the learner's own first. */
export async function allNights(store: TextStore, lab: string): Promise<ShownNight[]> {
  return [
    ...(await kept(store, lab, 'grade')),
    ...(await kept(store, lab, 'run')),
    ...(await recorded(lab)),
  ];
}

/** The night that an address names: exactly, else the first of its kind, else the first. */
export function nightAt(nights: readonly ShownNight[], hash: string): ShownNight | undefined {
  const wanted = hash.replace(/^#/, '');
  return (
    nights.find(({ id }) => id === wanted) ??
    nights.find(({ id }) => wanted !== '' && id.startsWith(`${wanted}-`)) ??
    nights[0]
  );
}
