/**
 * The rules of a session: what a message may do, given all that was decided before it. Pure: the store calls it under the
 * session's lock with a state that is up to date, so two replicas cannot both let a helper claim the same request,
 * and a vote after the close is late however it travelled.
 */
import { countChoices, countOutcomes } from './counts.ts';
import { drives } from './driver.ts';
import type { Body, Message, Speaker } from './messages.ts';
import type { Question, Session } from './session.ts';

export type Decision =
  /** What goes on record, in this order: the message, and what the server adds to it. */
  | { readonly kind: 'accepted'; readonly bodies: readonly Body[] }
  | { readonly kind: 'refused'; readonly why: string };

const refused = (why: string): Decision => ({ kind: 'refused', why });
const accepted = (...bodies: readonly Body[]): Decision => ({ kind: 'accepted', bodies });

/** Refuses late and foreign votes. */
function decideVote(asked: Question | undefined, body: Extract<Body, { kind: 'voted' }>): Decision {
  if (asked === undefined) return refused('This question is not asked here.');
  if (!asked.isOpen || asked.round !== body.round)
    return refused('The vote is closed: your answer came too late to count.');
  if (body.choice >= asked.choices.length) return refused('There is no such answer.');
  return accepted(body);
}

function decideQuestion(session: Session, body: Extract<Body, { question: string }>): Decision {
  const asked = session.questions.find(({ id }) => id === body.question);
  switch (body.kind) {
    case 'asked':
      return asked === undefined
        ? accepted(body)
        : refused('This question has been asked already.');
    case 'voted':
      return decideVote(asked, body);
    case 'closed': {
      if (!asked?.isOpen) return refused('This vote is not open.');
      const counts = countChoices(asked.votes, asked.choices.length);
      return accepted(body, { kind: 'counted', question: asked.id, round: asked.round, counts });
    }
    case 'reopened':
      if (asked === undefined || asked.isOpen) return refused('Close the vote first.');
      return asked.isRevealed
        ? refused('The answer has been shown: ask a new question instead.')
        : accepted(body);
    case 'revealed':
      if (asked === undefined || asked.isOpen)
        return refused('Close the vote before you show the result.');
      return accepted(body, {
        kind: 'result',
        question: asked.id,
        counts: asked.counts,
        answer: asked.answer,
        ...(asked.why !== null && { why: asked.why }),
      });
    case 'counted':
    case 'result':
      return refused('Only the room counts.');
  }
}

function decideChaos(session: Session, body: Extract<Body, { chaos: string }>): Decision {
  const chaos = session.chaos.find(({ id }) => id === body.chaos);
  if (body.kind === 'prepared')
    return chaos === undefined ? accepted(body) : refused('This plan is prepared already.');
  if (chaos === undefined) return refused('There is no such fault plan here.');
  switch (body.kind) {
    case 'predicted':
      if (chaos.stage !== 'prepared')
        return refused('The faults are loose: predictions are closed.');
      return body.choice < chaos.choices.length
        ? accepted(body)
        : refused('There is no such answer.');
    case 'endured':
      return chaos.stage === 'running'
        ? accepted(body)
        : refused('This fault plan is not running.');
    case 'unleashed':
      return chaos.stage === 'prepared' ? accepted(body) : refused('This plan has run already.');
    case 'settled':
      return chaos.stage === 'running'
        ? accepted(body, {
            kind: 'tallied',
            chaos: chaos.id,
            predictions: countChoices(chaos.predictions, chaos.choices.length),
            outcomes: countOutcomes(chaos),
          })
        : refused('This fault plan is not running.');
    case 'tallied':
      return refused('Only the room counts.');
  }
}

/** Help is given by one person at a time. */
function decideHelp(
  session: Session,
  body: Extract<Body, { kind: 'claimed' | 'released' | 'helped' }>,
  speaker: Speaker,
): Decision {
  const participant = session.participants[body.participant];
  if (participant === undefined) return refused('This person is not in the room.');
  const other = participant.claimedBy === null ? undefined : session.staff[participant.claimedBy];
  if (body.kind === 'claimed') {
    if (participant.claimedBy !== null && participant.claimedBy !== speaker.id)
      return refused(`${other?.name ?? 'Somebody else'} is helping already.`);
    return participant.status === 'help'
      ? accepted(body)
      : refused(`${participant.name} no longer asks for help.`);
  }
  return accepted(body);
}

/** Finds whom a screen's status is about: who was scanned under this name before, or the only one who bears it. */
function decideScan(session: Session, body: Extract<Body, { kind: 'scanned' }>): Decision {
  if (body.participant !== null) {
    const person = session.participants[body.participant];
    return person === undefined
      ? refused('This person is not in the room.')
      : accepted({ ...body, name: person.name });
  }
  const named = Object.values(session.participants).filter(({ name }) => name === body.name);
  const known = named.find(({ isScanned }) => isScanned) ?? (named.length === 1 ? named[0] : null);
  return accepted({ ...body, participant: known?.id ?? null });
}

function driverName(session: Session): string {
  return session.staff[session.driver ?? '']?.name ?? 'Another instructor';
}

/** Decides on one message of a speaker. */
export function decide(session: Session, speaker: Speaker, message: Message): Decision {
  if (session.isEnded && message.kind !== 'consented')
    return refused('This session has ended. Your work stays in your browser.');
  switch (message.kind) {
    case 'voted':
    case 'asked':
    case 'closed':
    case 'reopened':
    case 'revealed':
      return decideQuestion(session, message);
    case 'prepared':
    case 'predicted':
    case 'unleashed':
    case 'endured':
    case 'settled':
      return decideChaos(session, message);
    case 'claimed':
    case 'released':
    case 'helped':
      return decideHelp(session, message, speaker);
    case 'scanned':
      return decideScan(session, message);
    case 'led':
    case 'projected':
      return drives(session, speaker)
        ? accepted(message)
        : refused(`${driverName(session)} moves the class now: ask for the hand-over.`);
    case 'handed':
      if (session.staff[message.to]?.role !== 'instructor')
        return refused('Only an instructor of this session can take over.');
      return accepted(message);
    case 'withdrawn':
      return session.pushes.some(({ id }) => id === message.push)
        ? accepted(message)
        : refused('This was never given to the class.');
    case 'requested':
      return session.participants[message.participant] === undefined
        ? refused('This person is not in the room.')
        : accepted(message);
    case 'moved':
    case 'cut':
      return session.agenda === null ? refused('Choose an agenda first.') : accepted(message);
    default:
      return accepted(message);
  }
}
