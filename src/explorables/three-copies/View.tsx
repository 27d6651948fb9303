/** Three copies and the scissors: change the carts, cut the network between them, and see what each merge makes of it. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Notice, notLoaded } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './copies.css';
import { Board } from './Board.tsx';
import { mergeNames, type MergeName } from './merges.ts';
import { asked, outcomes, play, type Deed } from './model.ts';
import { Outcomes } from './Outcomes.tsx';
import { stories } from './stories.ts';
import { deedWords, faultWords, skewWords } from './words.ts';

/** A history stays short enough to be read. */
const deedsMax = 14;
const skewMaxS = 50;

// The time machine and the runtime come when somebody wants to walk.
const loadWalk = () =>
  Promise.all([import('./walk.ts'), import('#workbench/machine/show-walk.tsx')]);

const first = stories[0] ?? { deeds: [], skewMs: 0 };

/** The figure. Its first render shows a deletion that a plain union undoes, and all four merges beside each other. */
export function View() {
  const [name, setName] = useState<MergeName>('union');
  const [deeds, setDeeds] = useState<readonly Deed[]>(first.deeds);
  const [skewMs, setSkew] = useState(first.skewMs);
  const [notice, setNotice] = useState('');
  const snapshots = play(name, deeds, skewMs);
  const now = snapshots.at(-1);
  const all = outcomes(deeds, skewMs);
  const faults = all.find((outcome) => outcome.name === name)?.faults ?? [];

  const walk = async (): Promise<void> => {
    try {
      const [{ walkHistory }, { showWalk }] = await loadWalk();
      setNotice('');
      const { walk, event } = walkHistory({ name, deeds, skewMs });
      showWalk(walk, { title: `Three copies, ${name}`, event });
    } catch {
      setNotice(notLoaded);
    }
  };
  const isFull = deeds.length >= deedsMax;
  const verdict = faultWords(name, faults, deeds);

  return (
    <div class="x copies">
      <Setting name={name} skewMs={skewMs} onName={setName} onSkew={setSkew} />
      <Stories
        deeds={deeds}
        onTell={(told) => {
          setDeeds(told.deeds);
          setSkew(told.skewMs);
        }}
      />
      {now !== undefined && (
        <Board
          name={name}
          now={now}
          deeds={deeds}
          wanted={asked(deeds)}
          isFull={isFull}
          onDeed={(deed) => setDeeds([...deeds, deed])}
        />
      )}
      <p class={faults.length > 0 ? 'copies-verdict is-bad' : 'copies-verdict'}>{verdict}</p>
      <div class="copies-below">
        <History deeds={deeds} isFull={isFull} />
        <Outcomes all={all} chosen={name} />
      </div>
      {deeds.length > 0 && (
        <p class="x-row copies-buttons needs-js">
          <button type="button" onClick={() => setDeeds(deeds.slice(0, -1))}>
            Take the last one back
          </button>
          <button type="button" onClick={() => setDeeds([])}>
            Empty carts
          </button>
          <button type="button" class="is-primary" onClick={() => void walk()}>
            Walk through the run
          </button>
        </p>
      )}
      <Notice text={notice} />
      <Narration text={verdict} />
    </div>
  );
}

function Setting(props: {
  readonly name: MergeName;
  readonly skewMs: number;
  readonly onName: (name: MergeName) => void;
  readonly onSkew: (skewMs: number) => void;
}) {
  const { name, skewMs, onName, onSkew } = props;
  return (
    <div class="x-panel">
      <Choice
        name="copies-merge"
        legend="How copies merge"
        options={mergeNames.map((value) => ({ value, label: value }))}
        value={name}
        onChoose={onName}
      />
      <label class="copies-skew needs-js">
        <span>{skewWords(skewMs)}</span>
        <input
          type="range"
          min={-skewMaxS}
          max={skewMaxS}
          step={10}
          value={skewMs / 1_000}
          disabled={name !== 'last writer'}
          aria-valuetext={skewWords(skewMs)}
          onInput={(event) => onSkew(Number(event.currentTarget.value) * 1_000)}
        />
        {name !== 'last writer' && <small>this merge asks no clock</small>}
      </label>
    </div>
  );
}

function Stories(props: {
  readonly deeds: readonly Deed[];
  readonly onTell: (told: (typeof stories)[number]) => void;
}) {
  const { deeds, onTell } = props;
  return (
    <fieldset class="copies-stories needs-js">
      <legend>Start from a story, or go on from where you are</legend>
      {stories.map((told) => (
        <button
          type="button"
          key={told.id}
          aria-pressed={told.deeds === deeds}
          onClick={() => onTell(told)}
        >
          {told.title}
        </button>
      ))}
    </fieldset>
  );
}

/** What has happened, in order. */
function History({ deeds, isFull }: { readonly deeds: readonly Deed[]; readonly isFull: boolean }) {
  return (
    <div class="copies-history">
      <p class="x-question">What has happened, a quarter of a minute apart</p>
      <ol>
        {deeds.map((deed, index) => (
          <li key={index}>{deedWords(deed)}</li>
        ))}
      </ol>
      {deeds.length === 0 && <small>Nothing yet: three empty carts.</small>}
      {isFull && <small>That is as much as fits. Take one back, or empty the carts.</small>}
    </div>
  );
}
