/** One person: what they do, how each lab goes, and what staff can do for them. */
import type { Session } from '#workshop/session.ts';
import { stuckFrom } from '#workshop/stuck.ts';
import { Dialog } from '#workbench/Dialog.tsx';
import { actions } from './actions.ts';
import { ago, clock, span } from './ago.ts';
import { CellView } from './CellView.tsx';
import { labTitle, sentenceOf, type PanelProps } from './desk.ts';
import { HelpButtons } from './HelpButtons.tsx';
import { cellOf, type PersonRow } from './people.ts';
import { signWords } from './sign-words.ts';

interface DetailsProps extends PanelProps {
  readonly row: PersonRow;
  readonly session: Session;
  readonly nowMs: number;
}

function Labs({ row, room, desk, nowMs }: DetailsProps) {
  const { participant } = row;
  const labs = Object.entries(participant.labs).toSorted(([, a], [, b]) => b.lastAtMs - a.lastAtMs);
  const { openCode } = actions;
  const mayOpen = openCode !== undefined && room.link.you?.role === 'instructor';
  if (labs.length === 0) return <p>Has not run anything yet.</p>;
  return (
    <ul class="person-labs">
      {labs.map(([lab, standing]) => {
        const code = standing.last?.code ?? null;
        const sentence = code === null ? '' : sentenceOf(desk.course, lab, code);
        return (
          <li key={lab}>
            <CellView cell={cellOf(row, lab)} />
            <div>
              <p>
                <b>{labTitle(desk.course, lab)}</b>{' '}
                <span class="label">{ago(standing.lastAtMs, nowMs)}</span>
              </p>
              <p>
                {standing.runs} runs, {standing.rungs} rungs of help
                {standing.passedAtMs !== null && `, passed at ${clock(standing.passedAtMs)}`}
                {standing.sameStory > 1 &&
                  `; ${standing.sameStory} in a row with the same story, ${standing.triedSince} of them after an edit, for ${span(nowMs - standing.sinceMs)}`}
                .
              </p>
              {sentence !== '' && standing.passedAtMs === null && (
                <p>
                  {code}: {sentence}.
                </p>
              )}
              {mayOpen && !participant.isScanned && (
                <p class="console-acts">
                  <button
                    type="button"
                    onClick={() => void openCode({ room, desk, participant: participant.id, lab })}
                  >
                    {standing.shared === null ? 'Ask for the code' : 'Open the code'}
                  </button>
                </p>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

export function PersonDetails(props: DetailsProps) {
  const { row, room, desk, session, nowMs } = props;
  const { participant, stuck, sign, lastMs } = row;
  const consent = participant.consent.code
    ? 'Staff may open their code.'
    : 'Has not said that staff may open their code; asking for it asks them.';
  return (
    <Dialog title={participant.name} close={() => (desk.person.value = null)}>
      <div class="console person-details">
        <p>
          {signWords(sign, ago(lastMs, nowMs))}
          {participant.lab !== null && ` · in “${labTitle(desk.course, participant.lab)}”`} · joined
          at {clock(participant.joinedAtMs)}
        </p>
        {participant.status === 'help' && (
          <div class="person-request">
            <p>
              <b>Asks for help</b> for {span(nowMs - participant.statusAtMs)}
              {participant.note !== '' && <>: “{participant.note}”</>}
            </p>
            <HelpButtons {...{ room, desk, session, participant }} />
          </div>
        )}
        {stuck.reasons.length > 0 && (
          <p>
            {stuck.score >= stuckFrom ? 'Stuck' : 'Not stuck yet'}, <b>{stuck.score}</b> of 100:{' '}
            {stuck.reasons.join(', ')}.
          </p>
        )}
        <Labs {...props} />
        {!participant.isScanned && <p class="label">{consent}</p>}
      </div>
    </Dialog>
  );
}
