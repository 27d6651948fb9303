/** The meat grinder, as the reader sees it: three messages, two cuts, and what a parser makes of the pieces. */
import { useState } from 'preact/hooks';
import { Choice, Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import './grinder.css';
import { endsOf, parse, parsers, shown, streamOf, type Outcome, type Parser } from './model.ts';

const names: { readonly [P in Parser]: string } = {
  piece: 'JSON.parse(piece)',
  line: 'a line each',
  length: 'a length in front',
};
/** One of the names has a letter of two bytes, and the first cut goes through it. */
const firstMessages = ['Dracula', 'Käthe', '42'];
const firstCuts = [6, 13];

/** The figure. Its first render, without JavaScript, shows lines with a cut inside a letter, and the table of all three. */
export function View() {
  const [messages, setMessages] = useState(firstMessages);
  const [cuts, setCuts] = useState(firstCuts);
  const [parser, setParser] = useState<Parser>('line');
  const stream = streamOf(messages, parser);
  const places = cuts.map((cut) => Math.min(cut, stream.length));
  const outcome = parse(messages, parser, places);
  return (
    <div class="x grinder">
      <div class="grinder-inputs needs-js">
        {messages.map((message, index) => (
          <label key={index}>
            <span>Message {index + 1}</span>
            <input
              type="text"
              maxLength={12}
              value={message}
              onInput={(event) =>
                setMessages(messages.with(index, event.currentTarget.value.slice(0, 12)))
              }
            />
          </label>
        ))}
      </div>
      <Choice
        name="grinder-parser"
        legend="Messages are told apart by …"
        options={parsers.map((value) => ({ value, label: names[value] }))}
        value={parser}
        onChoose={setParser}
      />
      <Strip stream={stream} cuts={places} ends={endsOf(messages, parser)} />
      <div class="grinder-cuts needs-js">
        {places.map((cut, index) => (
          <label key={index}>
            <span>
              Cut {index + 1}: after byte {cut}
            </span>
            <input
              type="range"
              min={0}
              max={stream.length}
              value={cut}
              onInput={(event) => setCuts(places.with(index, Number(event.currentTarget.value)))}
            />
          </label>
        ))}
      </div>
      <Pieces outcome={outcome} />
      <All messages={messages} cuts={places} />
      <Narration text={outcome.isRight ? 'All messages came out.' : 'Not what was sent.'} />
    </div>
  );
}

/** The bytes; where a message ends, and where the network cuts. */
function Strip(props: {
  readonly stream: Uint8Array;
  readonly cuts: readonly number[];
  readonly ends: readonly number[];
}) {
  const { stream, cuts, ends } = props;
  const owner = (at: number): number => ends.findIndex((end) => at < end);
  return (
    <ol class="grinder-strip" aria-label="The bytes as they are sent">
      {[...stream].map((byte, at) => (
        <li
          key={at}
          class={`${owner(at) % 2 === 0 ? 'is-even' : 'is-odd'}${cuts.includes(at) && at > 0 ? ' is-cut' : ''}`}
        >
          {shown(byte)}
        </li>
      ))}
    </ol>
  );
}

function Pieces({ outcome }: { readonly outcome: Outcome }) {
  return (
    <ol class="grinder-pieces">
      {outcome.steps.map(({ bytes, messages, problem, kept }, index) => (
        <li key={index} class={problem === null ? '' : 'is-bad'}>
          <b>Piece {index + 1}</b>, {bytes.length} bytes:{' '}
          {messages.length === 0 ? 'no message' : messages.map((text) => `“${text}”`).join(', ')}
          {kept > 0 && `; ${kept} bytes kept`}
          {problem !== null && <strong>{problem}</strong>}
        </li>
      ))}
    </ol>
  );
}

/** All three parsers at these cuts, for those who would rather read. */
function All(props: { readonly messages: readonly string[]; readonly cuts: readonly number[] }) {
  return (
    <details open>
      <summary>All three at these cuts</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">Told apart by</th>
            <th scope="col">Bytes</th>
            <th scope="col">What comes out</th>
            <th scope="col">Right?</th>
          </tr>
        </thead>
        <tbody>
          {parsers.map((parser) => {
            const { steps, isRight } = parse(props.messages, parser, props.cuts);
            const got = steps.flatMap(({ messages }) => messages.map((text) => `“${text}”`));
            return (
              <tr key={parser}>
                <th scope="row">{names[parser]}</th>
                <td>{streamOf(props.messages, parser).length}</td>
                <td>{got.length === 0 ? 'nothing' : got.join(', ')}</td>
                <td>{isRight ? 'yes' : 'no'}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </details>
  );
}
