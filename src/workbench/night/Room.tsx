/** The control room as a page: which night, its picture, and what if. */
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { sharedStore, type TextStore } from '#workbench/draft-storage.ts';
import { Earlier } from '#workbench/earlier.ts';
import type { LabInfo } from '#workbench/lab-info.ts';
import { siteBase } from './base.ts';
import { ControlRoom } from './ControlRoom.tsx';
import type { Decision, NightBreach } from './night.ts';
import type { NightChart } from './NightCharts.tsx';
import { allNights, nightAt, type ShownNight } from './nights.ts';
import type { PlayTexts } from './what-if.ts';
import { WhatIf } from './WhatIf.tsx';

/** The chart comes when somebody asks for it. */
function Chart({ shown, breach }: { readonly shown: ShownNight; readonly breach: NightBreach }) {
  const [view, setView] = useState<{ readonly Chart: typeof NightChart } | null>(null);
  const labPage = `${siteBase()}labs/capstone/`;
  const { told, texts } = shown;
  if (told === null || told.breach.code !== breach.code) {
    return (
      <>
        The messages are drawn for what breaks first, by the verdict in{' '}
        <a href={labPage}>the lab</a>.
      </>
    );
  }
  if (view !== null) return <view.Chart told={told} texts={texts} labPage={labPage} />;
  const open = async (): Promise<void> => {
    const { NightChart } = await import('./NightCharts.tsx');
    setView({ Chart: NightChart });
  };
  return (
    <button type="button" onClick={() => void open()}>
      Show the messages
    </button>
  );
}

function player(lab: LabInfo, store: TextStore, { earlier: from, night }: ShownNight): PlayTexts {
  return async (texts, progressed, signal) => {
    const [{ engine }, { playNight }] = await Promise.all([
      import('#workbench/engine.ts'),
      import('./rerun.ts'),
    ]);
    const earlier = new Earlier(lab);
    if (from === 'learner') await earlier.read(store);
    return playNight(
      engine,
      { lab: lab.id, texts, seed: night.seed, earlier },
      { progressed, signal },
    );
  };
}

interface RoomProps {
  readonly lab: LabInfo;
  readonly store: TextStore;
  readonly nights: readonly ShownNight[];
  /** What this browser lacks to play a night; null if nothing. */
  readonly missing: string | null;
}

function Room({ lab, store, nights, missing }: RoomProps) {
  const [shown, setShown] = useState(() => nightAt(nights, location.hash));
  const [wanted, setWanted] = useState<Decision | null>(null);
  useEffect(() => {
    const follow = (): void => setShown(nightAt(nights, location.hash));
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, [nights]);
  if (shown === undefined) return <p>There is no night to show.</p>;
  const change = (decision: Decision): void => {
    setWanted(decision);
    document.querySelector('#what-if')?.scrollIntoView({ block: 'start' });
  };
  return (
    <>
      <p class="room-choice">
        <label>
          <span>Night</span>
          <select
            value={shown.id}
            onChange={({ currentTarget }) => (location.hash = currentTarget.value)}
          >
            {nights.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </p>
      <ControlRoom
        key={shown.id}
        night={shown.night}
        texts={shown.texts}
        base={siteBase()}
        chartOf={(breach) => <Chart key={breach.code} shown={shown} breach={breach} />}
        onChange={change}
      />
      {missing === null ? (
        <WhatIf
          key={`${shown.id} ${wanted?.kind} ${wanted?.row}`}
          night={shown.night}
          texts={shown.texts}
          wanted={wanted}
          play={player(lab, store, shown)}
        />
      ) : (
        <p>{missing}</p>
      )}
    </>
  );
}

/** Fills the page's place. */
export async function openRoom(place: HTMLElement, missing: string | null): Promise<void> {
  // Written by control-room.astro when the site was built.
  const lab = JSON.parse(place.dataset['playedLab'] ?? '{}') as LabInfo;
  const store = await sharedStore();
  const nights = await allNights(store, lab.id);
  render(<Room lab={lab} store={store} nights={nights} missing={missing} />, place);
}
