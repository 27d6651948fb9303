/** The mailbox under the microscope: put messages in, choose what receive asks for, and look one by one. */
import { useState } from 'preact/hooks';
import { Choice, Narration, Tile } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './microscope.css';
import {
  arrive,
  ask,
  expire,
  lettersMax,
  look,
  mailboxOf,
  receive,
  shapes,
  tell,
  texts,
  wishes,
  type Mailbox,
} from './model.ts';

const firstMailbox = mailboxOf(['hello', 'data', 'hello', 'start', 'data', 'stop'], 'stop');
/** So many messages that nobody wants, at one press. */
const flood = 20;
/** From here on the price is shown as one. */
const dearLooks = 60;

/** The figure. Its first render, without JavaScript, shows a mailbox and what `receive(stop)` would take of it. */
export function View() {
  const [mailbox, setMailbox] = useState(firstMailbox);
  const isFull = mailbox.letters.length >= lettersMax;
  const pour = (): void => {
    let next = mailbox;
    for (let count = 0; count < flood; count++) next = settled(arrive(next, 'hello'));
    setMailbox(next);
  };
  return (
    <div class="x microscope">
      <div class="x-panel needs-js">
        <fieldset>
          <legend>Put a message in</legend>
          <div class="microscope-buttons">
            {shapes.map((shape) => (
              <button
                key={shape}
                type="button"
                disabled={isFull}
                onClick={() => setMailbox(settled(arrive(mailbox, shape)))}
              >
                {texts[shape]}
              </button>
            ))}
            <button type="button" disabled={isFull} onClick={pour}>
              {flood} × {texts.hello}
            </button>
          </div>
        </fieldset>
        <Choice
          name="microscope-wish"
          legend="receive asks for"
          options={wishes.map((value) => ({ value, label: value }))}
          value={mailbox.wish}
          onChoose={(wish) => setMailbox(ask(mailbox, wish))}
        />
      </div>
      <Letters mailbox={mailbox} />
      <div class="microscope-buttons needs-js">
        <button
          type="button"
          disabled={mailbox.isWaiting}
          onClick={() => setMailbox(look(mailbox))}
        >
          Look at the next
        </button>
        <button
          type="button"
          class="is-primary"
          disabled={mailbox.isWaiting}
          onClick={() => setMailbox(receive(mailbox))}
        >
          Receive
        </button>
        <button
          type="button"
          disabled={!mailbox.isWaiting}
          onClick={() => setMailbox(expire(mailbox))}
        >
          Let its time run out
        </button>
        <button type="button" onClick={() => setMailbox(firstMailbox)}>
          Start over
        </button>
      </div>
      <Result mailbox={mailbox} />
      <Narration text={tell(mailbox)} />
    </div>
  );
}

/** What came of it, and its price. */
function Result({ mailbox }: { readonly mailbox: Mailbox }) {
  const isDear = mailbox.lookedInAll >= dearLooks;
  return (
    <>
      <p class="microscope-said">{tell(mailbox)}</p>
      <dl class="x-tiles">
        <Tile label="Messages in the mailbox">{mailbox.letters.length}</Tile>
        <Tile label="Looks of this receive">{mailbox.looked}</Tile>
        <Tile
          label="Looks in all"
          isBad={isDear}
          note={isDear ? 'most of them at messages that nobody wants' : undefined}
        >
          {mailbox.lookedInAll}
        </Tile>
      </dl>
    </>
  );
}

/** A receive that waited has looked at what arrived; if it did not fit, it waits on. */
function settled(mailbox: Mailbox): Mailbox {
  const hasPassed = mailbox.at !== null && mailbox.at >= mailbox.letters.length;
  return hasPassed ? look(mailbox) : mailbox;
}

function Letters({ mailbox }: { readonly mailbox: Mailbox }) {
  const { letters, at } = mailbox;
  if (letters.length === 0) return <p class="microscope-empty">The mailbox is empty.</p>;
  return (
    <ol class="microscope-letters" aria-label="The mailbox, oldest message first">
      {letters.map(({ id, shape }, index) => {
        const isPassed = at !== null && index < at;
        const isNext = at !== null && index === at;
        return (
          <li key={id} class={isNext ? 'is-next' : isPassed ? 'is-passed' : ''}>
            {texts[shape]}
            {isNext && <span class="is-hidden"> (next)</span>}
            {isPassed && <span class="is-hidden"> (looked at, stays)</span>}
          </li>
        );
      })}
    </ol>
  );
}
