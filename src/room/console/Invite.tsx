/** Another pair of hands: a link and a QR code with a token of their own, shown once. */
import { useEffect, useState } from 'preact/hooks';
import { askAbout, publicOrigin } from '#room/join-address.ts';
import { Qr } from '#room/Qr.tsx';
import type { Invitation } from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';
import type { PanelProps } from './desk.ts';
import { invite } from './staff-calls.ts';

function Shown({ invitation, base }: { readonly invitation: Invitation; readonly base: string }) {
  const [origin, setOrigin] = useState(location.origin);
  useEffect(() => {
    // Whoever opens this on the laptop that serves it invites phones that know it by another address.
    void askAbout().then((about) => setOrigin(publicOrigin(location, about)));
  }, []);
  const address = `${origin}${base}workshop/console/#token=${invitation.token}`;
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div class="console-invitation">
      <Qr text={address} label={`QR code for ${invitation.name}`} />
      <div>
        <p>
          <b>{invitation.name}</b> opens this on their own phone or laptop. It is shown this once:
          whoever has it is {invitation.role === 'helper' ? 'a helper' : 'an instructor'} of this
          session.
        </p>
        <input
          type="text"
          readOnly
          aria-label={`Link for ${invitation.name}`}
          value={address}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
        <p class="console-acts">
          <button
            type="button"
            onClick={() =>
              // Where the page is not of a secure origin there is no clipboard: the field is selected instead.
              void navigator.clipboard?.writeText(address).then(
                () => setIsCopied(true),
                () => setIsCopied(false),
              )
            }
          >
            {isCopied ? 'Copied' : 'Copy the link'}
          </button>
        </p>
      </div>
    </div>
  );
}

export function Invite({ room, desk, session }: PanelProps & { readonly session: Session }) {
  const [name, setName] = useState('');
  const [role, setRole] = useState<'helper' | 'instructor'>('helper');
  const [made, setMade] = useState<Invitation | null>(null);
  const [trouble, setTrouble] = useState('');
  const ask = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (name.trim() === '') return;
    const called = await invite(room.credential, { name: name.trim(), role });
    if (called.kind === 'failed') return setTrouble(called.why);
    setTrouble('');
    setMade(called.value);
    setName('');
    desk.tell(`A link for ${called.value.name} is shown.`);
  };
  const others = Object.values(session.staff);
  return (
    <form class="console-part" onSubmit={(event) => void ask(event)}>
      <h3>Further hands</h3>
      {others.length > 0 && <p>{others.map(({ name, role }) => `${name} (${role})`).join(', ')}</p>}
      <div class="console-fields">
        <label>
          Name
          <input
            type="text"
            maxLength={40}
            value={name}
            onInput={({ currentTarget }) => setName(currentTarget.value)}
          />
        </label>
        <label>
          As
          <select
            value={role}
            onChange={({ currentTarget }) =>
              setRole(currentTarget.value === 'instructor' ? 'instructor' : 'helper')
            }
          >
            <option value="helper">helper</option>
            <option value="instructor">instructor</option>
          </select>
        </label>
        <button type="submit" disabled={name.trim() === ''}>
          Invite
        </button>
      </div>
      {trouble !== '' && <p role="alert">{trouble}</p>}
      {made && <Shown invitation={made} base={desk.course.base} />}
    </form>
  );
}
