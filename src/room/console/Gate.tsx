/** What stands where the console will be: no token, a wrong one, no server, or a moment's wait. */
import { useState } from 'preact/hooks';
import { tokenIn } from './token.ts';

/** Why there is no console yet. */
export type Closed =
  | { readonly kind: 'looking' }
  | { readonly kind: 'no-token' }
  /** The room knows no such token, or has taken it back. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The site is served, but by something that has no room: a static copy of the course. */
  | { readonly kind: 'no-room' }
  /** Nothing answers at the moment. */
  | { readonly kind: 'no-server' };

interface GateProps {
  readonly closed: Closed;
  /** Tries a token that somebody pasted. */
  readonly enter: (token: string) => void;
}

const start = 'npm start -- --lan';

function Paste({ enter }: Pick<GateProps, 'enter'>) {
  const [text, setText] = useState('');
  const [isWrong, setIsWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const token = tokenIn(text);
    setIsWrong(token === null);
    if (token !== null) enter(token);
  };
  return (
    <form class="console-paste" onSubmit={submit}>
      <label for="token">Your console’s link, or the token at its end</label>
      <div>
        <input
          id="token"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={text}
          aria-describedby={isWrong ? 'token-wrong' : undefined}
          onInput={({ currentTarget }) => setText(currentTarget.value)}
        />
        <button type="submit" class="is-primary">
          Open the console
        </button>
      </div>
      {isWrong && (
        <p id="token-wrong" role="alert">
          There is no token in this. It is 32 or more of the characters 0–9 and a–f, at the end of
          the link after “#token=”.
        </p>
      )}
    </form>
  );
}

function Words({ closed }: Pick<GateProps, 'closed'>) {
  switch (closed.kind) {
    case 'looking':
      return <p>Looking for the room …</p>;
    case 'no-token':
      return (
        <>
          <h2>This console needs its link</h2>
          <p>
            Whoever starts the server gets it: <code>{start}</code> prints the instructor’s link
            once, when it opens a session. Helpers and co-presenters get links of their own from an
            instructor’s console, under “Session”.
          </p>
        </>
      );
    case 'refused':
      return (
        <>
          <h2>The room does not know this token</h2>
          <p role="alert">{closed.why}</p>
          <p>
            Use the link that was printed when this session was opened, or let an instructor invite
            you anew.
          </p>
        </>
      );
    case 'no-room':
      return (
        <>
          <h2>There is no room here</h2>
          <p>
            This copy of the course is served as plain files: it teaches, but has no room. Start one
            on your laptop with <code>{start}</code>, in the course’s folder or in the offline pack,
            and open the link that it prints.
          </p>
        </>
      );
    case 'no-server':
      return (
        <>
          <h2>The room’s server does not answer</h2>
          <p role="alert">
            It is asked again every few seconds, and the console opens by itself. Does{' '}
            <code>{start}</code> still run, and is this machine in the same network?
          </p>
        </>
      );
  }
}

export function Gate({ closed, enter }: GateProps) {
  const asks = closed.kind === 'no-token' || closed.kind === 'refused';
  return (
    <div class="console-gate">
      <h1>Console</h1>
      <Words closed={closed} />
      {asks && <Paste enter={enter} />}
    </div>
  );
}
