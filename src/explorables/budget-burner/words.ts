/** Minutes, ratios and shares as one says them. */

/** `day 4, 11:20`; the month begins with day 1. */
export function sayInstant(minute: number): string {
  const [day, hour, rest] = [
    Math.floor(minute / 1_440) + 1,
    Math.floor((minute % 1_440) / 60),
    minute % 60,
  ];
  return `day ${day}, ${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`;
}

/** `4 min`, `5 h 2 min`, `3 d`. */
export function sayLength(minutes: number): string {
  const parts = [
    [Math.floor(minutes / 1_440), 'd'],
    [Math.floor((minutes % 1_440) / 60), 'h'],
    [minutes % 60, 'min'],
  ] as const;
  const said = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return said.slice(0, 2).join(' ') || '0 min';
}

/** `0.02 %`, `1.44 %`, `20 %`. */
export function sayRatio(ratio: number): string {
  return `${Number((ratio * 100).toFixed(2))} %`;
}

/** A share of the budget: `30 %`, `4.6 %`. */
export function sayShare(share: number): string {
  const percent = share * 100;
  return `${percent < 10 ? Number(percent.toFixed(1)) : Math.round(percent)} %`;
}
