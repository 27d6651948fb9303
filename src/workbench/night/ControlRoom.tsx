/** The control room of one night: its time-line, the window in view, and what broke with the way back to the decision. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { BreachCard, BreachList } from './Breaches.tsx';
import { MomentTable, momentSentence } from './MomentTable.tsx';
import { Legend, NightLines } from './NightLines.tsx';
import { NightTables } from './NightTables.tsx';
import type { Decision, Night, NightBreach } from './night.ts';
import { sayClock } from './say.ts';
import { momentOf, windowCount, xOf } from './timeline.ts';

interface ControlRoomProps {
  readonly night: Night;
  /** The files of this night by name, as far as they are at hand. */
  readonly texts: Readonly<Record<string, string>>;
  readonly base: string;
  /** The messages of a breach; null where they are not at hand. */
  readonly chartOf?: (breach: NightBreach) => ComponentChildren;
  readonly onChange?: (decision: Decision) => void;
}

/** Where a look at the night begins: at what broke first, else at the final, else at its beginning. */
function firstWindow(night: Night): number {
  const [breach] = night.breaches;
  const lost = Math.max(...night.series.functions.map(({ total, ok }) => firstLoss(total, ok)));
  return Math.floor(breach === undefined ? Math.max(0, lost) : xOf(night, breach.atMs));
}

/** The window in which most was lost; -1 if nothing was. */
function firstLoss(total: readonly number[], ok: readonly number[]): number {
  let most = 0;
  let found = -1;
  for (const [at, asked] of total.entries()) {
    const lost = asked - (ok[at] ?? 0);
    if (lost > most) [most, found] = [lost, at];
  }
  return found;
}

export function ControlRoom({ night, texts, base, chartOf, onChange }: ControlRoomProps) {
  const [window, setWindow] = useState(() =>
    Math.min(windowCount(night) - 1, Math.max(0, firstWindow(night))),
  );
  const [chosen, setChosen] = useState<number | null>(null);
  const breach = chosen === null ? undefined : night.breaches[chosen];
  const choose = (index: number): void => {
    const at = night.breaches[index]?.atMs;
    setChosen(index);
    if (at !== undefined) setWindow(Math.min(windowCount(night) - 1, Math.floor(xOf(night, at))));
  };
  return (
    <div class="night">
      <NightLines
        night={night}
        window={window}
        onWindow={setWindow}
        chosen={chosen}
        onBreach={choose}
        title={`Time-line of the night of seed ${night.seed}`}
      />
      <label class="night-slider needs-js">
        <span class="is-hidden">Window of ten seconds</span>
        <input
          type="range"
          min="0"
          max={windowCount(night) - 1}
          value={window}
          aria-valuetext={momentSentence(momentOf(night, window))}
          onInput={({ currentTarget }) => setWindow(currentTarget.valueAsNumber)}
        />
        <output>{sayClock(window * night.series.everyMs)}</output>
      </label>
      <Legend night={night} />
      <p class="night-note">
        A bar is what a window of ten seconds lost; where it is red, less than 95 % went well. Bars
        count everybody who asked. The figures at the right (availability, budget used) count by the
        promise, without the orders through zone 2 while that was cut off or gone.
      </p>
      <div class="night-panels">
        <MomentTable night={night} window={window} />
        <section class="night-broken" aria-label="What broke">
          <p class="night-heading">What broke</p>
          <BreachList night={night} chosen={chosen} onChoose={choose} />
          {breach !== undefined && (
            <BreachCard
              night={night}
              breach={breach}
              texts={texts}
              base={base}
              chart={chartOf?.(breach)}
              onChange={onChange}
            />
          )}
        </section>
      </div>
      <NightTables night={night} />
    </div>
  );
}
