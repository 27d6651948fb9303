/** Months to begin with, and the steps of the paper on which one draws. */
import { monthMin, paint, quietMonth, type Curve, type Stretch } from './model.ts';

interface Painted extends Stretch {
  readonly ratio: number;
}
const during = (fromMin: number, lastsMin: number, ratio: number): Painted => ({
  fromMin,
  untilMin: fromMin + lastsMin,
  ratio,
});

/** The incidents of the lab's month whose traffic is the usual one. */
const labIncidents = [
  during(5_000, 10, 0.2),
  during(12_000, 3, 1),
  during(20_000, 720, 0.0075),
  during(30_000, 4_320, 0.003),
  during(38_000, 45, 0.03),
];
/** Twenty minutes of a batch every night. */
const nightly = Array.from({ length: 30 }, (_, day) => during(day * 1_440 + 120, 20, 0.005));
/** Forty single minutes, where no incident is. The lab strews them by its seed. */
const blips = Array.from({ length: 60 }, (_, index) =>
  during((index * 4_931 + 700) % monthMin, 1, 0.3),
)
  .filter(({ fromMin }) =>
    [...labIncidents, ...nightly].every(
      (other) => fromMin < other.fromMin - 1 || fromMin > other.untilMin,
    ),
  )
  .slice(0, 40);

export const months = [
  { id: 'lab', label: 'the lab’s month', parts: [...nightly, ...blips, ...labIncidents] },
  { id: 'outage', label: '3 min outage', parts: [during(12_000, 3, 1)] },
  { id: 'slow', label: '12 h at 0.75 %', parts: [during(20_000, 720, 0.0075)] },
  { id: 'creep', label: '3 d at 0.3 %', parts: [during(30_000, 4_320, 0.003)] },
  { id: 'blips', label: '40 blips', parts: blips },
  { id: 'quiet', label: 'quiet', parts: [] },
] as const;
export type MonthId = (typeof months)[number]['id'];

export function monthOf(id: MonthId): Curve {
  const parts: readonly Painted[] = months.find((month) => month.id === id)?.parts ?? [];
  return parts.reduce((curve, part) => paint(curve, part, part.ratio), quietMonth());
}

/** Ratios that can be drawn. They stand at equal distances on the paper, which is about logarithmic. */
export const levels = [
  0, 0.0002, 0.0005, 0.001, 0.002, 0.003, 0.006, 0.01, 0.0144, 0.03, 0.07, 0.2, 0.5, 1,
] as const;

/** Height of a ratio on the paper, 0 to 1. */
export function heightOf(ratio: number): number {
  const above = levels.findIndex((level) => level >= ratio);
  if (above <= 0) return above === 0 ? 0 : 1;
  const [low, high] = [levels[above - 1] ?? 0, levels[above] ?? 1];
  return (above - 1 + (ratio - low) / (high - low)) / (levels.length - 1);
}

/** The drawable ratio at a height. */
export function levelAt(height: number): number {
  const index = Math.round(height * (levels.length - 1));
  return levels[Math.max(0, Math.min(levels.length - 1, index))] ?? 0;
}

/** What is in sight: the month, a day of it, or two hours. Always 120 columns. */
export const columns = 120;
export const scales = [
  { value: monthMin, label: '30 days' },
  { value: 1_440, label: '1 day' },
  { value: 120, label: '2 hours' },
] as const;
export type ScaleMin = (typeof scales)[number]['value'];

export interface Sight {
  readonly fromMin: number;
  readonly scaleMin: ScaleMin;
}

export const columnMin = ({ scaleMin }: Sight): number => scaleMin / columns;

/** The stretch of a column. */
export function stretchOf(sight: Sight, column: number): Stretch {
  const fromMin = sight.fromMin + column * columnMin(sight);
  return { fromMin, untilMin: fromMin + columnMin(sight) };
}

/** The worst minute of each of so many columns. */
export function worstOf(curve: Curve, { fromMin, scaleMin }: Sight, count = columns): number[] {
  const width = scaleMin / count;
  return Array.from({ length: count }, (_, column) =>
    curve
      .subarray(fromMin + column * width, fromMin + (column + 1) * width)
      .reduce((worst, one) => Math.max(worst, one), 0),
  );
}

/** A month is drawn in columns and shown finer: a blip of a minute is a thin line. */
export const shownColumns = ({ scaleMin }: Sight): number => Math.min(scaleMin, 4 * columns);

/** Another scale around the same minute, which stays in sight. */
export function lookAt(middleMin: number, scaleMin: ScaleMin): Sight {
  const step = scaleMin / columns;
  const from = Math.round((middleMin - scaleMin / 2) / step) * step;
  return { scaleMin, fromMin: Math.max(0, Math.min(monthMin - scaleMin, from)) };
}
