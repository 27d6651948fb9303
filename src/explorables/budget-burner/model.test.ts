import { describe, expect, test } from 'vitest';
import { accountOf, monthMin, paint, quietMonth, toldOf, type Curve } from './model.ts';
import {
  columns,
  heightOf,
  levelAt,
  levels,
  lookAt,
  monthOf,
  scales,
  stretchOf,
  worstOf,
} from './months.ts';
import { sayInstant, sayLength, sayRatio, sayShare } from './words.ts';

const during = (fromMin: number, lastsMin: number, ratio: number): Curve =>
  paint(quietMonth(), { fromMin, untilMin: fromMin + lastsMin }, ratio);

/** What became of the only incident. */
function only(curve: Curve) {
  const account = accountOf(curve);
  const [incident] = account.incidents;
  if (incident === undefined || account.incidents.length > 1) throw new Error('not one incident');
  return { account, ...incident };
}

describe('budget burner', () => {
  test('20 % for 10 minutes: paged in the fifth minute, off within 5 minutes of the end', () => {
    const { noticed, spent } = only(during(5_000, 10, 0.2));
    expect(noticed.fast).toEqual({ afterMin: 4, resetMin: 4 });
    expect(spent).toBeCloseTo(2 / 43.2, 6);
  });
  test('everything fails for 3 minutes: paged in the first, slow rule off within half an hour', () => {
    const { noticed } = only(during(12_000, 3, 1));
    expect(noticed.fast).toEqual({ afterMin: 0, resetMin: 4 });
    expect(noticed.slow.afterMin).toBe(2);
    expect(noticed.slow.resetMin).toBeLessThanOrEqual(30);
  });
  test('0.75 % for 12 hours is the slow rule’s alone, after almost five hours', () => {
    const { noticed, spent } = only(during(20_000, 720, 0.0075));
    expect(noticed.fast.afterMin).toBeNull();
    expect(noticed.slow.afterMin).toBe(286);
    expect(spent).toBeCloseTo(0.125, 6);
  });
  test('0.3 % for three days is a ticket, within a day, and no page', () => {
    const { noticed, account } = only(during(30_000, 4_320, 0.003));
    expect(noticed.ticket.afterMin).toBe(1_234);
    expect([account.alerts.fast, account.alerts.slow]).toEqual([[], []]);
  });
  test('3 % for 45 minutes: the fast rule, after 28', () => {
    expect(only(during(38_000, 45, 0.03)).noticed.fast.afterMin).toBe(28);
  });
  test('blips page the naive rule forty times and no other', () => {
    const { alerts } = accountOf(monthOf('blips'));
    expect(alerts.raw).toHaveLength(40);
    expect([alerts.fast, alerts.slow, alerts.ticket]).toEqual([[], [], []]);
  });
  test('a rate exactly at the level is not above it', () => {
    expect(accountOf(during(0, monthMin, 0.001)).alerts.ticket).toEqual([]);
    expect(accountOf(during(0, monthMin, 0.006)).alerts.slow).toEqual([]);
  });
  test('a quiet month leaves four fifths; 1.44 % for an hour takes 2 %, and 14.4 % empties it', () => {
    expect(accountOf(quietMonth()).left).toBeCloseTo(0.8, 9);
    expect(only(during(600, 60, 0.0144)).spent).toBeCloseTo(0.02, 9);
    const { left, goneAtMin } = accountOf(during(600, 300, 0.144));
    expect([left, goneAtMin]).toEqual([0, 899]);
  });
  test('the lab’s month: five incidents of note, four pages, and nothing left', () => {
    const { alerts, incidents, spent } = accountOf(monthOf('lab'));
    expect(incidents.filter((one) => one.spent > 0.02)).toHaveLength(5);
    expect(alerts.fast).toHaveLength(3);
    expect(alerts.raw).toHaveLength(43);
    expect(toldOf(alerts)).toEqual({ pages: 4, tickets: 4 });
    expect(spent).toBeGreaterThan(1);
  });
});

describe('budget burner: the paper', () => {
  test('a level is drawn where it is read, and heights rise with ratios', () => {
    for (const level of levels) expect(levelAt(heightOf(level))).toBe(level);
    expect([heightOf(0.004), heightOf(0.3)]).toEqual(
      [heightOf(0.004), heightOf(0.3)].toSorted((a, b) => a - b),
    );
  });
  test('a column of every scale is painted and seen again', () => {
    for (const { value } of scales) {
      const sight = lookAt(20_000, value);
      const painted = paint(quietMonth(), stretchOf(sight, 60), 0.5);
      const worst = worstOf(painted, sight);
      expect(worst).toHaveLength(columns);
      expect(worst.indexOf(0.5)).toBe(60);
      expect(worst.lastIndexOf(0.5)).toBe(60);
    }
  });
  test('a sight stays inside the month', () => {
    expect(lookAt(0, 1_440).fromMin).toBe(0);
    expect(lookAt(monthMin - 1, 120).fromMin).toBe(monthMin - 120);
  });
  test('words', () => {
    expect(sayInstant(5_004)).toBe('day 4, 11:24');
    expect([0, 4, 302, 4_320].map(sayLength)).toEqual(['0 min', '4 min', '5 h 2 min', '3 d']);
    expect([0.0002, 0.0144, 0.2].map(sayRatio)).toEqual(['0.02 %', '1.44 %', '20 %']);
    expect([0.3, 0.0463].map(sayShare)).toEqual(['30 %', '4.6 %']);
  });
});
