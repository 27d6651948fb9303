/** Over a lab in the instructor's browser: mirror this editor to the class, or give the class what stands in it. */
import { useEffect, useState } from 'preact/hooks';
import type { Room } from '#room/room.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { textsOf, type Texts } from '#workbench/lab-state.ts';
import { newMessageId } from '#workshop/ids.ts';
import type { Message } from '#workshop/messages.ts';
import { mirrorTo } from './mirroring.ts';

interface StaffBarProps {
  readonly room: Room;
  readonly session: LabSession;
}

/** What is given to the class of this editor. */
function push(lab: LabSession['lab'], files: Texts): Message {
  const names = Object.keys(files);
  const [only] = names;
  const title = names.length === 1 ? `${lab.title}: ${only ?? ''}` : `${lab.title}: all files`;
  const what = names.length === 1 ? 'snippet' : 'checkpoint';
  return {
    kind: 'pushed',
    push: newMessageId(),
    title: title.slice(0, 120),
    lab: lab.id,
    what,
    files,
  };
}

function useMirroring({ room, session }: StaffBarProps, isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    return mirrorTo(room, session, { nowMs: () => Date.now() });
  }, [isOn, room, session]);
}

export function StaffBar({ room, session }: StaffBarProps) {
  const [isOn, setIsOn] = useState(false);
  const [said, setSaid] = useState('');
  useMirroring({ room, session }, isOn);
  const seen = room.seen.value?.session;
  const { you, connection } = room.link;
  if (!seen || you?.role !== 'instructor' || seen.isEnded) return null;
  const { active, files } = session.state.value;
  const isAway = connection === 'away' || connection === 'refused';
  const give = async (texts: Texts): Promise<void> => {
    setSaid('');
    const answer = await room.say(push(session.lab, texts));
    setSaid(answer.kind === 'accepted' ? 'The class has it.' : answer.why);
  };
  const text = files.find(({ file }) => file === active)?.text ?? '';
  return (
    <section class="staff-bar" aria-label={`The class: ${seen.title}`}>
      <p>
        <b>{seen.title}</b>
      </p>
      <button
        type="button"
        role="switch"
        aria-checked={isOn}
        class={isOn ? 'is-on' : ''}
        onClick={() => setIsOn(!isOn)}
      >
        {isOn ? `Mirrored: ${active}` : 'Mirror to the class'}
      </button>
      <button type="button" onClick={() => void give({ [active]: text })}>
        Give {active} to the class
      </button>
      <button type="button" onClick={() => void give(textsOf(session.state.value))}>
        Give all my files
      </button>
      <p role="status" class="label">
        {isAway ? 'The room is away: the mirror stands still until it is back.' : said}
      </p>
    </section>
  );
}
