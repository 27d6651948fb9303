/**
 * Numbers as the verdict prints them. No `Intl` and no `toLocaleString`: they differ between engines, and the text
 * of a verdict is compared across them.
 */

/** `1,300`, `0.25`: at most `digits` after the point, none that are zero at the end. */
export function formatNumber(value: number, digits = 2): string {
  // Most of what is counted is a small number, and each judgement prints one.
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  if (!Number.isFinite(value)) return value > 0 ? '∞' : value < 0 ? '−∞' : 'not a number';
  const [whole = '0', fraction = ''] = Math.abs(value).toFixed(digits).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const rest = fraction.replace(/0+$/, '');
  const text = rest === '' ? grouped : `${grouped}.${rest}`;
  return value < 0 && text !== '0' ? `−${text}` : text;
}

/** `1,300 ms`, `96 %`, `3`: with the unit, if there is one. */
export function formatMeasure(value: number, unit: Unit): string {
  if (unit === '%') return `${formatNumber(value * 100)} %`;
  return unit === '' ? formatNumber(value) : `${formatNumber(value)} ${unit}`;
}

/** What a value is counted in. `%` takes a share between 0 and 1. */
export type Unit = '' | '%' | 'ms' | 's' | '/s' | 'B' | 'kB' | 'MB' | '×' | (string & {});
