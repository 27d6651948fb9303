/** The one reading of the log: brings the state of a session up to an event. */
import { applyClass } from './apply-class.ts';
import type { Body, RoomEvent } from './messages.ts';
import type { LabStanding, Outcome, Participant, Session } from './session.ts';

function newParticipant(id: string, name: string, atMs: number): Participant {
  return {
    id,
    name,
    joinedAtMs: atMs,
    lastAtMs: atMs,
    status: 'none',
    statusAtMs: atMs,
    statusLab: null,
    note: '',
    page: null,
    lab: null,
    consent: { code: false, drafts: false },
    requested: null,
    claimedBy: null,
    hasLeft: false,
    isScanned: false,
    labs: {},
  };
}

function standingOf(participant: Participant, lab: string): LabStanding {
  return (participant.labs[lab] ??= {
    runs: 0,
    last: null,
    lastAtMs: 0,
    sameStory: 0,
    triedSince: 0,
    sinceMs: 0,
    rungs: 0,
    passedAtMs: null,
    shared: null,
  });
}

/** What tells two failures apart: the story's fingerprint, or the code where there is no story. */
export function storyKey({
  code,
  fingerprint,
}: Pick<Outcome, 'code' | 'fingerprint'>): string | null {
  return fingerprint ?? code;
}

function countRun(standing: LabStanding, body: Extract<Body, { kind: 'ran' }>, atMs: number): void {
  const { last } = standing;
  const key = body.outcome === 'passed' ? null : storyKey(body);
  const isSame =
    key !== null && last !== null && storyKey(last) === key && last.outcome !== 'passed';
  standing.runs += 1;
  standing.sameStory = key === null ? 0 : isSame ? standing.sameStory + 1 : 1;
  const isChanged = last === null || last.work !== body.work;
  standing.triedSince = isSame ? standing.triedSince + (isChanged ? 1 : 0) : 0;
  if (!isSame) standing.sinceMs = key === null ? 0 : atMs;
  const { goal, outcome, code, fingerprint, work } = body;
  standing.last = { goal, outcome, code, fingerprint, work };
  standing.lastAtMs = atMs;
  if (goal === 'grade' && outcome === 'passed') standing.passedAtMs ??= atMs;
}

type Learned = Extract<
  Body,
  {
    kind:
      | 'renamed'
      | 'status'
      | 'visited'
      | 'ran'
      | 'rung'
      | 'consented'
      | 'shared'
      | 'declined'
      | 'left';
  }
>;

/** What somebody says about themselves. */
function applyToParticipant(participant: Participant, body: Learned, atMs: number): void {
  participant.hasLeft = false;
  switch (body.kind) {
    case 'renamed':
      participant.name = body.name;
      return;
    case 'status':
      if (participant.status !== body.status) participant.statusAtMs = atMs;
      participant.status = body.status;
      participant.statusLab = body.lab;
      participant.note = body.note;
      if (body.status !== 'help') participant.claimedBy = null;
      return;
    case 'visited':
      participant.page = body.page;
      participant.lab = body.lab ?? participant.lab;
      return;
    case 'ran':
      participant.lab = body.lab;
      countRun(standingOf(participant, body.lab), body, atMs);
      return;
    case 'rung': {
      const standing = standingOf(participant, body.lab);
      standing.rungs = Math.max(standing.rungs, body.rung);
      return;
    }
    case 'consented':
      participant.consent = { code: body.code, drafts: body.drafts };
      // Taken back: what lay ready is gone as well.
      if (!body.code)
        for (const standing of Object.values(participant.labs)) standing.shared = null;
      return;
    case 'shared':
      standingOf(participant, body.lab).shared = body.work;
      if (participant.requested?.lab === body.lab) participant.requested = null;
      return;
    case 'declined':
      if (participant.requested?.lab === body.lab)
        participant.requested = { ...participant.requested, isDeclined: true };
      return;
    case 'left':
      participant.hasLeft = true;
      participant.status = 'none';
      participant.claimedBy = null;
  }
}

/** Adds what was read off a screen: to the person whom the room found, or to somebody new who has no browser here. */
function applyScan(
  session: Session,
  body: Extract<Body, { kind: 'scanned' }>,
  event: RoomEvent,
): void {
  const known = session.participants[body.participant ?? ''];
  const participant = known ?? newParticipant(`s-${event.seq}`, body.name, event.atMs);
  if (known === undefined) participant.isScanned = true;
  session.participants[participant.id] = participant;
  participant.lastAtMs = event.atMs;
  participant.status = body.status;
  participant.statusAtMs = event.atMs;
  participant.statusLab = body.lab;
  participant.lab = body.lab;
  const standing = standingOf(participant, body.lab);
  const { outcome, code, fingerprint } = body;
  standing.runs = body.runs;
  standing.rungs = body.rungs;
  standing.last = { goal: 'run', outcome, code, fingerprint, work: 'scanned' };
  standing.lastAtMs = event.atMs;
  if (outcome === 'passed') standing.passedAtMs ??= event.atMs;
}

const learned: ReadonlySet<Body['kind']> = new Set<Learned['kind']>([
  'renamed',
  'status',
  'visited',
  'ran',
  'rung',
  'consented',
  'shared',
  'declined',
  'left',
]);

/** Who an event is about as a learner: its speaker. */
function isLearned(body: Body): body is Learned {
  return learned.has(body.kind);
}

/** Brings a session up to an event. Events that it has seen already change nothing. */
export function apply(session: Session, event: RoomEvent): void {
  if (event.seq <= session.seq) return;
  session.seq = event.seq;
  const { body, by, atMs } = event;
  const speaker = session.participants[by];
  if (speaker) speaker.lastAtMs = atMs;
  if (body.kind === 'joined') {
    const known = session.participants[body.participant];
    if (known) known.hasLeft = false;
    else session.participants[body.participant] = newParticipant(body.participant, body.name, atMs);
  } else if (body.kind === 'scanned') applyScan(session, body, event);
  else if (isLearned(body)) {
    if (speaker) applyToParticipant(speaker, body, atMs);
  } else {
    applyClass(session, event);
  }
}
