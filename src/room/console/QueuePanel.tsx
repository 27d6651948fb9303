/** Who asks for help, longest first, and who goes there. A helper's console begins here. */
import { useEffect, useRef } from 'preact/hooks';
import type { Participant } from '#workshop/session.ts';
import { span } from './ago.ts';
import { labTitle, type PanelProps } from './desk.ts';
import { HelpButtons, helperOf } from './HelpButtons.tsx';
import { requestsIn } from './requests.ts';
import { chime } from './sound.ts';
import { useLook } from './use-look.ts';

/** How many wait for somebody. */
export function QueueBadge({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, 300);
  const waiting = look
    ? requestsIn(look.session).filter(({ claimedBy }) => claimedBy === null)
    : [];
  return waiting.length === 0 ? null : <b class="console-badge">{waiting.length}</b>;
}

/** Says new requests aloud, politely, and rings if that is wanted. */
function useNews(requests: readonly Participant[], { desk }: PanelProps): void {
  const known = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    const now = new Set(requests.map(({ id, statusAtMs }) => `${id} ${statusAtMs}`));
    const before = known.current;
    known.current = now;
    // Who asked before the console was opened is in the list.
    if (before === null) return;
    const fresh = requests.filter(({ id, statusAtMs }) => !before.has(`${id} ${statusAtMs}`));
    if (fresh.length === 0) return;
    const names = fresh.map(({ name }) => name).join(', ');
    desk.tell(`${names} ${fresh.length === 1 ? 'asks' : 'ask'} for help.`);
    chime();
  });
}

export function QueuePanel({ room, desk }: PanelProps) {
  const look = useLook({ room, desk }, 300);
  const requests = look ? requestsIn(look.session) : [];
  useNews(requests, { room, desk });
  if (look === null) return null;
  const { session, nowMs } = look;
  const you = room.link.you?.id ?? '';
  return (
    <>
      {requests.length === 0 ? (
        <p class="console-empty">Nobody asks for help.</p>
      ) : (
        <ol class="queue" data-list>
          {requests.map((participant) => {
            const { id, name, note, statusAtMs, statusLab } = participant;
            const helper = helperOf(session, participant, you);
            return (
              <li
                key={id}
                class={
                  helper === null ? 'is-waiting' : `is-taken ${helper === 'you' ? 'is-yours' : ''}`
                }
                data-item
                tabIndex={-1}
              >
                <p>
                  <button
                    type="button"
                    class="name-button"
                    onClick={() => (desk.person.value = id)}
                  >
                    {name}
                  </button>{' '}
                  <span class="label">
                    {span(nowMs - statusAtMs)}
                    {statusLab !== null && ` · ${labTitle(desk.course, statusLab)}`}
                  </span>
                </p>
                {note !== '' && <p class="queue-note">“{note}”</p>}
                <HelpButtons {...{ room, desk, session, participant }} />
              </li>
            );
          })}
        </ol>
      )}
    </>
  );
}
