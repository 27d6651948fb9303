/** Another pair of hands: a link and a QR code with a token of their own, shown once. */
import { encodeQR } from 'qr';
import { useState } from 'preact/hooks';
import type { Invitation } from '#workshop/protocol.ts';
import type { Session } from '#workshop/session.ts';
import type { PanelProps } from './desk.ts';
import { invite } from './staff-calls.ts';

/** Where a helper's or instructor's console opens. */
function consoleLink(token: string, base: string): string {
  return `${location.origin}${base}workshop/console/#token=${token}`;
}

/** The dark squares of a QR code as one path, a unit a square, with the quiet zone that scanners need. */
function qrPath(text: string): { readonly path: string; readonly size: number } {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { path, size: rows.length };
}

function Shown({ invitation, base }: { readonly invitation: Invitation; readonly base: string }) {
  const address = consoleLink(invitation.token, base);
  const { path, size } = qrPath(address);
  const [isCopied, setIsCopied] = useState(false);
  return (
    <div class="console-invitation">
      <svg viewBox={`0 0 ${size} ${size}`} role="img" aria-label={`QR code for ${invitation.name}`}>
        <rect width={size} height={size} fill="#fff" />
        <path d={path} fill="#000" />
      </svg>
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
