/** The presenter's strip on a page of the course: lead from here, or let this window follow. */
import { effect, untracked } from '@preact/signals';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { chapterOf, slideAt, type Deck } from './deck.ts';
import { pageHere } from './course-place.ts';
import { Follower } from './follower.ts';
import { FollowLine } from './FollowLine.tsx';
import { Leading } from './leading.ts';
import { useDeck } from './use-deck.ts';

export type StripMode = 'off' | 'lead' | 'follow';

const key = 'nines:strip';

/** The window that was opened for the beamer follows by itself. */
function firstMode(): StripMode {
  try {
    const kept = sessionStorage.getItem(key);
    if (kept === 'lead' || kept === 'follow' || kept === 'off') return kept;
  } catch {
    // The tab keeps nothing.
  }
  return window.name === 'nines-led' ? 'follow' : 'off';
}

function keepMode(mode: StripMode): void {
  try {
    sessionStorage.setItem(key, mode);
  } catch {
    // The next page asks again.
  }
}

interface LeadProps {
  readonly leading: Leading;
  readonly deck: Deck;
  readonly stop: () => void;
}

function Lead({ leading, deck, stop }: LeadProps) {
  useEffect(() => leading.read(deck), [leading, deck]);
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const by = event.key === 'PageDown' ? 1 : event.key === 'PageUp' ? -1 : null;
      const { target } = event;
      const isText =
        target instanceof Element &&
        target.closest('input, textarea, select, .monaco-editor, dialog') !== null;
      if (by === null || isText || event.defaultPrevented) return;
      event.preventDefault();
      leading.step(deck, by);
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  });
  const now = slideAt(deck, leading.place.value);
  return (
    <>
      <button type="button" aria-label="Previous section" onClick={() => leading.step(deck, -1)}>
        ‹
      </button>
      <p role="status">
        {now < 0 ? 'Scroll, and the class comes along' : deck.slides[now]?.title}
        {now >= 0 && (
          <span class="label">
            {' '}
            {now + 1} of {deck.slides.length}
          </span>
        )}
      </p>
      <button type="button" aria-label="Next section" onClick={() => leading.step(deck, 1)}>
        ›
      </button>
      <button type="button" onClick={stop}>
        Stop
      </button>
    </>
  );
}

function Follow({ leading }: Pick<LeadProps, 'leading'>) {
  const follower = useMemo(() => new Follower(), []);
  useEffect(() => {
    const end = effect(() => {
      const place = leading.place.value;
      untracked(() => follower.hear(place));
    });
    return () => {
      end();
      follower.close();
    };
  }, [leading, follower]);
  const { mode, place } = follower.following.value;
  // On the beamer nothing stands before the text as long as all is well.
  if (place === null || (mode === 'following' && window.name === 'nines-led')) return null;
  return <FollowLine follower={follower} />;
}

export function LeadStrip() {
  const [mode, setMode] = useState(firstMode);
  const leading = useMemo(() => new Leading(), []);
  const chapter = chapterOf(pageHere());
  const deck = useDeck(chapter ?? '');
  useEffect(() => {
    keepMode(mode);
    if (mode !== 'off') void leading.connect();
  }, [mode]);
  const stop = (): void => {
    if (mode === 'lead') leading.lead(null);
    setMode('off');
  };
  const trouble = leading.trouble.value;
  return (
    <div class={`lead-strip is-${mode}`} data-room>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {mode === 'lead' && deck.kind === 'here' && <Lead {...{ leading, stop }} deck={deck.value} />}
      {mode === 'follow' && <Follow leading={leading} />}
      {mode === 'off' && (
        <>
          {chapter !== null && (
            <button type="button" onClick={() => setMode('lead')}>
              Lead the class from here
            </button>
          )}
          <button type="button" onClick={() => setMode('follow')}>
            Follow in this window
          </button>
        </>
      )}
      {mode === 'follow' && window.name !== 'nines-led' && (
        <button type="button" onClick={stop}>
          Do not follow
        </button>
      )}
    </div>
  );
}
