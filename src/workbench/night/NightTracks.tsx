/** The tracks of a night's time-line: faults, what each function lost, how full the queues were, alarms, the clock. */
import type { ComponentChildren } from 'preact';
import type { FunctionReport, Night, NightAlarm } from './night.ts';
import { functionWords, sayClock, sayShare } from './say.ts';
import {
  alarmKind,
  heatOf,
  lossesOf,
  placeFaults,
  queuesByHeat,
  windowCount,
  xOf,
  type Heat,
  type Loss,
} from './timeline.ts';

/** Height of a track in the units of its drawing. */
const high = 20;
const lossHeights = [0, 5, 9, 14, high] as const;
/** So many queues are drawn; the others never got near their limits. */
const queuesShown = 8;
/** Windows that the label of a fault takes on a phone. */
const labelWindows = 13;
const tickMs = 300_000;

function lossPath(losses: readonly Loss[]): string {
  return losses
    .map(({ from, until, depth }) => {
      const height = lossHeights[depth] ?? high;
      return `M${from} ${high}V${high - height}H${until}V${high}Z`;
    })
    .join('');
}

function heatPath(heats: readonly Heat[]): string {
  return heats.map(({ from, until }) => `M${from} 0H${until}V${high}H${from}Z`).join('');
}

interface RowProps {
  readonly label: ComponentChildren;
  readonly figure?: ComponentChildren;
  readonly kind: string;
  readonly children: ComponentChildren;
}

/** A track between its label and its figure. */
export function Row({ label, figure, kind, children }: RowProps) {
  return (
    <div class={`night-row is-${kind}`}>
      <span class="night-label">{label}</span>
      <span class="night-track">{children}</span>
      <span class="night-figure">{figure}</span>
    </div>
  );
}

function Drawing({
  night,
  children,
}: {
  readonly night: Night;
  readonly children: ComponentChildren;
}) {
  return (
    <svg
      viewBox={`0 0 ${windowCount(night)} ${high}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      {children}
    </svg>
  );
}

/** Where an instant stands on a track. */
export function left(night: Night, atMs: number): { left: string } {
  return { left: `${((100 * atMs) / night.untilMs).toFixed(2)}%` };
}

/** The campaign: each fault from its beginning to its end. */
export function Faults({ night }: { readonly night: Night }) {
  const placed = placeFaults(night, labelWindows);
  const rows = 1 + Math.max(0, ...placed.map(({ row }) => row));
  return (
    <Row label="Faults" kind="faults">
      <span class="night-faults" style={{ '--rows': rows }}>
        {placed.map(({ fault, row }) => (
          <span
            key={fault.id}
            class="night-fault"
            title={`${sayClock(fault.fromMs)} ${fault.title}`}
            style={{
              ...left(night, fault.fromMs),
              width: `${((100 * (fault.untilMs - fault.fromMs)) / night.untilMs).toFixed(2)}%`,
              '--row': row,
            }}
          >
            <i />
            {fault.id}
          </span>
        ))}
      </span>
    </Row>
  );
}

function sayBudget({ budget }: FunctionReport): string {
  return budget.objective > 0 ? `${Math.round(budget.usedShare * 100)} %` : '';
}

/** What each function lost, window by window, with its availability and the budget used. */
export function Functions({ night }: { readonly night: Night }) {
  return (
    <>
      {night.series.functions.map((series) => {
        const report = night.functions.find(({ fn }) => fn === series.fn);
        const losses = lossesOf(series);
        return (
          <Row
            key={series.fn}
            kind="function"
            label={functionWords[series.fn]}
            figure={
              report !== undefined && (
                <>
                  <b>{sayShare(report.availability)}</b>
                  <small class={report.budget.usedShare > 1 ? 'is-over' : ''}>
                    {sayBudget(report)}
                  </small>
                </>
              )
            }
          >
            <Drawing night={night}>
              <path class="night-loss" d={lossPath(losses.filter(({ isDown }) => !isDown))} />
              <path
                class="night-loss is-down"
                d={lossPath(losses.filter(({ isDown }) => isDown))}
              />
            </Drawing>
          </Row>
        );
      })}
    </>
  );
}

/** The queues that came nearest to their limits. */
export function Queues({ night }: { readonly night: Night }) {
  return (
    <>
      {queuesByHeat(night)
        .slice(0, queuesShown)
        .map((queue) => {
          const heats = heatOf(queue);
          return (
            <Row
              key={`${queue.node} ${queue.queue}`}
              kind="queue"
              label={`${queue.node} › ${queue.queue}`}
              figure={`${Math.max(0, ...queue.depth)} of ${queue.limit}`}
            >
              <Drawing night={night}>
                {[1, 2, 3, 4].map((level) => (
                  <path
                    key={level}
                    class={`night-heat is-${level}`}
                    d={heatPath(heats.filter((heat) => heat.level === level))}
                  />
                ))}
              </Drawing>
            </Row>
          );
        })}
    </>
  );
}

const alarmRows = [
  { kind: 'page', label: 'Pages' },
  { kind: 'false', label: 'False pages' },
  { kind: 'quiet', label: 'Quiet alarms' },
] as const;

function alarmPath(night: Night, alarms: readonly NightAlarm[]): string {
  return alarms.map(({ raisedMs }) => `M${xOf(night, raisedMs).toFixed(1)} 0V${high}`).join('');
}

/** When somebody was told: a row for pages, false pages and quiet alarms. */
export function Alarms({ night }: { readonly night: Night }) {
  return (
    <>
      {alarmRows.map(({ kind, label }) => {
        const alarms = night.alarms.filter((alarm) => alarmKind(alarm) === kind);
        if (alarms.length === 0) return null;
        return (
          <Row key={kind} kind={`alarm-${kind}`} label={label} figure={String(alarms.length)}>
            <Drawing night={night}>
              <path class={`night-alarm is-${kind}`} d={alarmPath(night, alarms)} />
            </Drawing>
          </Row>
        );
      })}
    </>
  );
}

/** The clock. */
export function Axis({ night }: { readonly night: Night }) {
  const ticks = Array.from(
    { length: Math.floor(night.untilMs / tickMs) + 1 },
    (_, at) => at * tickMs,
  );
  return (
    <Row label="" kind="axis">
      {ticks.map((atMs) => (
        <span key={atMs} class="night-tick" style={left(night, atMs)}>
          {sayClock(atMs)}
        </span>
      ))}
    </Row>
  );
}
