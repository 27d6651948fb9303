/** The day as a table: what was asked for, what was there, what it cost. */
import { formatNumber, type RunRecord, type ShownCell, type ShownTable } from '#grader/index.ts';
import { costOf } from './cost-checks.ts';
import { secondsOf } from './day-record.ts';
import type { Second } from './world/cluster.ts';

const rowS = 120;

/** Demand, nodes, busyness, waiting and cost, two minutes a row. */
export function dayTables(record: RunRecord): ShownTable[] {
  const seconds = secondsOf(record);
  const rows: ShownTable['rows'][number][] = [];
  for (let from = 0; from < seconds.length; from += rowS) {
    const part = seconds.slice(from, from + rowS);
    rows.push({
      head: `${formatNumber(from)}–${formatNumber(from + part.length)} s`,
      cells: cellsOf(part),
    });
  }
  const paid = seconds.reduce((all, second) => all + second.paid, 0);
  return [
    {
      title: 'Your day',
      note: `Two minutes a row: mean demand, the fewest and the most nodes that served, how busy a tier was at most, the slowest p99 and what failed. It cost ${formatNumber(paid)} node-seconds, ${formatNumber(costOf(seconds))} times the oracle. ○ is full, over 250 ms, failed, or dearer than 2.5 times.`,
      columns: [
        'from–to',
        'demand',
        'web',
        'web busy',
        'shop',
        'shop busy',
        'data busy',
        'p99',
        'failed',
        'cost',
      ],
      rows,
    },
  ];
}

function cellsOf(part: readonly Second[]): ShownCell[] {
  const demand = part.reduce((all, second) => all + second.demand, 0);
  const failed = part.reduce((all, second) => all + second.failed, 0);
  const p99 = most(part, (second) => second.p99Ms);
  const cost = costOf(part);
  return [
    plain(formatNumber(demand / part.length, 0)),
    range(part, 'web'),
    busy(part, 'web'),
    range(part, 'shop'),
    busy(part, 'shop'),
    busy(part, 'data'),
    {
      text: p99 < 1000 ? `${formatNumber(p99, 0)} ms` : `${formatNumber(p99 / 1000, 1)} s`,
      mark: p99 > 250 ? 'gap' : 'plain',
    },
    {
      text: failed < 1 ? '–' : `${formatNumber((failed / demand) * 100, 1)} %`,
      mark: failed < 1 ? 'plain' : 'gap',
    },
    { text: `${formatNumber(cost)} ×`, mark: cost > 2.5 ? 'gap' : 'plain' },
  ];
}

function range(part: readonly Second[], tier: 'web' | 'shop'): ShownCell {
  const high = most(part, ({ serving }) => serving[tier]);
  const low = -most(part, ({ serving }) => -serving[tier]);
  return plain(low === high ? String(low) : `${low}–${high}`);
}

function busy(part: readonly Second[], tier: 'web' | 'shop' | 'data'): ShownCell {
  const share = most(part, ({ cpu }) => cpu[tier]);
  return { text: `${formatNumber(share * 100, 0)} %`, mark: share >= 1 ? 'gap' : 'plain' };
}

function most(part: readonly Second[], of: (second: Second) => number): number {
  return part.reduce((highest, second) => Math.max(highest, of(second)), -Infinity);
}

function plain(text: string): ShownCell {
  return { text, mark: 'plain' };
}
