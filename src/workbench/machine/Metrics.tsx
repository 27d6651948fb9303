/** What the run's resources did over time, as lines: one small chart for each quantity, its nodes told by dashes. */
import { useSignalEffect } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import uPlot from 'uplot';
import type { RunTrace, TraceSeries } from '#grader/walk.ts';
import { printInstant } from '#workbench/print.ts';
import { processName } from './narrate.ts';
import { readPalette, watchPalette, type Palette } from './palette.ts';
import type { RunView } from './run-view.ts';

const titles: Readonly<Record<TraceSeries['what'], string>> = {
  load: 'Jobs on the cores',
  memory: 'Memory',
  mailbox: 'Longest mailboxes',
  inFlight: 'Messages under way',
  processes: 'Processes',
  reductions: 'Steps of programs',
};
const order: readonly TraceSeries['what'][] = [
  'load',
  'memory',
  'mailbox',
  'inFlight',
  'processes',
  'reductions',
];
const dashes: readonly number[][] = [[], [6, 3], [2, 2], [10, 3, 2, 3], [1, 4], [14, 4]];
const chartPx = 96;

function nameOf(trace: RunTrace, { node, process }: TraceSeries): string {
  return process === null ? (node ?? 'all') : processName(trace, process);
}

function most(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), 0);
}

interface ChartProps {
  readonly view: RunView;
  readonly what: TraceSeries['what'];
  readonly series: readonly TraceSeries[];
}

function optionsFor(palette: Palette, names: readonly string[], width: number): uPlot.Options {
  const axis = {
    stroke: palette.label,
    grid: { stroke: palette.rule, width: 1 },
    ticks: { show: false },
    font: `11px ${palette.font}`,
  };
  return {
    width,
    height: chartPx,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false } },
    axes: [
      { ...axis, size: 20, values: (_plot, values) => values.map((ms) => printInstant(ms)) },
      { ...axis, size: 44 },
    ],
    series: [
      {},
      ...names.map((label, index) => ({
        label,
        stroke: index % 2 === 0 ? palette.ink : palette.quietInk,
        width: 1.5,
        dash: dashes[index % dashes.length] ?? [],
        points: { show: false },
      })),
    ],
  };
}

function Key({ index }: { readonly index: number }) {
  return (
    <svg class="tm-key" width="28" height="8" aria-hidden="true">
      <path d="M0 4H28" stroke-dasharray={(dashes[index % dashes.length] ?? []).join(' ')} />
    </svg>
  );
}

function Chart({ view, what, series }: ChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const line = useRef<HTMLDivElement>(null);
  const { trace } = view;
  const names = useMemo(() => series.map((one) => nameOf(trace, one)), [trace, series]);
  const follow = (): void => {
    const atMs = trace.events.atMs[view.cursor.value] ?? 0;
    const left = plot.current?.valToPos(atMs, 'x') ?? 0;
    const inset = plot.current?.over.offsetLeft ?? 0;
    if (line.current) line.current.style.insetInlineStart = `${left + inset}px`;
  };
  useEffect(() => {
    const element = host.current;
    if (element === null) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      const data = [trace.gridMs, ...series.map(({ values }) => values)].map((values) => [
        ...values,
      ]);
      const options = optionsFor(readPalette(element), names, Math.max(160, element.clientWidth));
      // uPlot's type wants the first row told apart from the others.
      plot.current = new uPlot(options, data as unknown as uPlot.AlignedData, element);
      follow();
    };
    draw();
    const observer = new ResizeObserver(() =>
      plot.current?.setSize({ width: Math.max(160, element.clientWidth), height: chartPx }),
    );
    observer.observe(element);
    const end = watchPalette(draw);
    return () => {
      observer.disconnect();
      end();
      plot.current?.destroy();
      plot.current = null;
    };
  }, [trace, series, names]);
  useSignalEffect(() => {
    void view.cursor.value;
    follow();
  });
  const unit = series[0]?.unit ?? '';
  return (
    <figure class="tm-chart">
      <figcaption>
        <b>{titles[what]}</b>{' '}
        {!titles[what].toLowerCase().includes(unit) && <span class="is-quiet">{unit}</span>}
      </figcaption>
      <div class="tm-plot" ref={host}>
        <div class="tm-plot-now" ref={line} aria-hidden="true" />
      </div>
      <ul class="tm-legend">
        {series.map(({ values }, index) => (
          <li key={names[index]}>
            <Key index={index} /> {names[index]}
            <span class="is-quiet"> at most {Number(most(values).toPrecision(3))}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}

/** Series that say something, by quantity; those that stay at nothing are left out. */
function groupsOf({ series }: RunTrace): { what: TraceSeries['what']; series: TraceSeries[] }[] {
  return order
    .map((what) => ({
      what,
      series: series
        .filter((one) => one.what === what && one.values.some((value) => value !== 0))
        .sort((a, b) => most(b.values) - most(a.values))
        .slice(0, dashes.length),
    }))
    .filter((group) => group.series.length > 0);
}

export function Metrics({ view }: { readonly view: RunView }) {
  const groups = useMemo(() => groupsOf(view.trace), [view.trace]);
  if (groups.length === 0) return <p class="is-quiet">Nothing was measured in this run.</p>;
  return (
    <div class="tm-metrics">
      {groups.map(({ what, series }) => (
        <Chart key={what} view={view} what={what} series={series} />
      ))}
    </div>
  );
}
