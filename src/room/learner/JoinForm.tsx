/** Joining a room: its code, a name of one's own choice, and two things that may be allowed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { limits } from '#workshop/limits.ts';
import type { Identity } from './identity.ts';
import { codeTrouble, join, readCode } from './join.ts';

export interface Allowed {
  readonly code: boolean;
  readonly drafts: boolean;
}

interface JoinFormProps {
  /** Brought by the address; empty if there is none in it. */
  readonly code: string;
  /** `allowed` is null for who comes back: what they allowed before holds. */
  readonly joined: (identity: Identity, allowed: Allowed | null) => void;
}

function Consents({
  allowed,
  change,
}: {
  readonly allowed: Allowed;
  readonly change: (allowed: Allowed) => void;
}) {
  return (
    <fieldset class="join-consents">
      <legend>What the room may do. You can change it at any time.</legend>
      <label class="dock-check">
        <input
          type="checkbox"
          checked={allowed.code}
          onChange={({ currentTarget }) => change({ ...allowed, code: currentTarget.checked })}
        />
        <span>
          <b>Instructor and helpers may open my code.</b> The files of a lab as I last ran them, so
          that help can begin before somebody stands beside me.
        </span>
      </label>
      <label class="dock-check">
        <input
          type="checkbox"
          checked={allowed.drafts}
          onChange={({ currentTarget }) => change({ ...allowed, drafts: currentTarget.checked })}
        />
        <span>
          <b>Keep my drafts in the room.</b> Then they are there on another device or address, under
          my recovery word. Nobody else reads them.
        </span>
      </label>
    </fieldset>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly change: (text: string) => void;
  readonly input: JSX.InputHTMLAttributes;
}

function TextField({ label, hint, value, change, input }: TextFieldProps) {
  return (
    <label>
      <span>
        {label} <span class="label">{hint}</span>
      </span>
      <input
        {...input}
        type="text"
        required
        value={value}
        onInput={({ currentTarget }) => change(currentTarget.value)}
      />
    </label>
  );
}

function CodeField({
  code,
  change,
}: {
  readonly code: string;
  readonly change: (code: string) => void;
}) {
  return (
    <TextField
      label="Code of the room"
      hint="six letters and digits, on the screen"
      value={code}
      change={(typed) => change(readCode(typed))}
      input={{
        class: 'join-code',
        autocomplete: 'off',
        autocapitalize: 'characters',
        spellcheck: false,
        maxLength: 9,
      }}
    />
  );
}

export function JoinForm({ code: given, joined }: JoinFormProps) {
  const [code, setCode] = useState(given);
  const [name, setName] = useState('');
  const [word, setWord] = useState('');
  const [isBack, setIsBack] = useState(false);
  const [allowed, setAllowed] = useState<Allowed>({ code: false, drafts: false });
  const [trouble, setTrouble] = useState('');
  const [isJoining, setIsJoining] = useState(false);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const odd = codeTrouble(code);
    if (odd !== null) return setTrouble(odd);
    setIsJoining(true);
    const wish = { code, name: isBack ? 'back' : name, word: isBack ? word : '' };
    const outcome = await join(fetch, wish, Date.now());
    setIsJoining(false);
    if (outcome.kind !== 'joined') return setTrouble(outcome.why);
    joined(outcome.identity, isBack ? null : allowed);
  };
  return (
    <form class="join-form" onSubmit={(event) => void submit(event)}>
      <CodeField code={code} change={setCode} />
      {isBack ? (
        <TextField
          label="Recovery word"
          hint="three words and three digits"
          value={word}
          change={setWord}
          input={{ autocomplete: 'off', autocapitalize: 'none', spellcheck: false, maxLength: 80 }}
        />
      ) : (
        <TextField
          label="What shall we call you?"
          hint="any name: there are no accounts here"
          value={name}
          change={setName}
          input={{ autocomplete: 'nickname', maxLength: limits.nameMax }}
        />
      )}
      {!isBack && <Consents allowed={allowed} change={setAllowed} />}
      {trouble !== '' && (
        <p class="join-trouble" role="alert">
          {trouble}
        </p>
      )}
      <p class="dock-acts">
        <button type="submit" class="is-primary" disabled={isJoining}>
          {isJoining ? 'Joining …' : isBack ? 'Come back' : 'Join'}
        </button>
        <button
          type="button"
          onClick={() => {
            setIsBack(!isBack);
            setTrouble('');
          }}
        >
          {isBack ? 'I am new here' : 'I have been here before'}
        </button>
      </p>
    </form>
  );
}
