/** Claim, give back, helped: the same three for the queue and for a person's details. */
import type { Participant, Session } from '#workshop/session.ts';
import type { PanelProps } from './desk.ts';

interface HelpButtonsProps extends PanelProps {
  readonly session: Session;
  readonly participant: Participant;
}

/** Who helps somebody now: `you`, a colleague's name, or null. */
export function helperOf(session: Session, participant: Participant, you: string): string | null {
  if (participant.claimedBy === null) return null;
  if (participant.claimedBy === you) return 'you';
  return session.staff[participant.claimedBy]?.name ?? 'somebody else';
}

export function HelpButtons({ room, desk, session, participant }: HelpButtonsProps) {
  const { id, name } = participant;
  const you = room.link.you?.id ?? '';
  const helper = helperOf(session, participant, you);
  const say = async (kind: 'claimed' | 'released' | 'helped', done: string): Promise<void> => {
    const answer = await room.say({ kind, participant: id });
    if (answer.kind === 'accepted') desk.tell(done);
  };
  if (participant.status !== 'help') return null;
  return (
    <p class="console-acts">
      {helper === null && (
        <button
          type="button"
          class="is-primary"
          onClick={() => void say('claimed', `${name} is yours.`)}
        >
          I go there
        </button>
      )}
      {helper === 'you' && (
        <>
          <button
            type="button"
            class="is-primary"
            onClick={() => void say('helped', `${name} has been helped.`)}
          >
            Helped
          </button>
          <button
            type="button"
            onClick={() => void say('released', `${name} waits for somebody else.`)}
          >
            Give back
          </button>
        </>
      )}
      {helper !== null && helper !== 'you' && <span class="label">{helper} is there</span>}
    </p>
  );
}
