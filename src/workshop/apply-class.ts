/** What is done with the class as a whole: questions, fault plans, help, material, pace. */
import type { RoomEvent } from './messages.ts';
import type { Chaos, Question, Session } from './session.ts';

function question(session: Session, id: string): Question | undefined {
  return session.questions.find((other) => other.id === id);
}

function chaos(session: Session, id: string): Chaos | undefined {
  return session.chaos.find((other) => other.id === id);
}

/** Questions and votes. */
function applyQuestions(session: Session, { body, by }: RoomEvent): void {
  switch (body.kind) {
    case 'asked': {
      const { question: id, text, choices, answer, program = null, why = null } = body;
      const votes = { round: 1, isOpen: true, isRevealed: false, votes: {}, counts: [] };
      session.questions.push({ id, text, choices, program, answer, why, ...votes });
      return;
    }
    case 'voted': {
      const asked = question(session, body.question);
      if (asked?.round === body.round) asked.votes[by] = body.choice;
      return;
    }
    case 'closed': {
      const asked = question(session, body.question);
      if (asked) asked.isOpen = false;
      return;
    }
    case 'counted': {
      const asked = question(session, body.question);
      if (asked) asked.counts[body.round - 1] = [...body.counts];
      return;
    }
    case 'result': {
      const asked = question(session, body.question);
      if (!asked) return;
      asked.counts = body.counts.map((row) => [...row]);
      asked.answer = body.answer;
      asked.why = body.why ?? null;
      return;
    }
    case 'reopened': {
      const asked = question(session, body.question);
      if (asked) Object.assign(asked, { isOpen: true, round: asked.round + 1, votes: {} });
      return;
    }
    case 'revealed': {
      const asked = question(session, body.question);
      if (asked) asked.isRevealed = true;
      return;
    }
    default:
  }
}

/** The class's fault plans. */
function applyChaos(session: Session, { body, by }: RoomEvent): void {
  switch (body.kind) {
    case 'prepared': {
      const { lab, title, text, plan, choices } = body;
      const stage = { stage: 'prepared', predictions: {}, outcomes: {}, tally: null } as const;
      session.chaos.push({ id: body.chaos, lab, title, text, plan, choices, ...stage });
      return;
    }
    case 'predicted': {
      const drill = chaos(session, body.chaos);
      if (drill) drill.predictions[by] = body.choice;
      return;
    }
    case 'endured': {
      const { outcome, code, fingerprint, traceHash, work } = body;
      const drill = chaos(session, body.chaos);
      if (drill) drill.outcomes[by] = { outcome, code, fingerprint, traceHash, work };
      return;
    }
    case 'unleashed':
    case 'settled': {
      const drill = chaos(session, body.chaos);
      if (drill) drill.stage = body.kind === 'settled' ? 'settled' : 'running';
      return;
    }
    case 'tallied': {
      const drill = chaos(session, body.chaos);
      if (drill) drill.tally = { predictions: body.predictions, outcomes: body.outcomes };
      return;
    }
    default:
  }
}

/** What instructors and helpers do with the class. */
function applyOfStaff(session: Session, { body, by, atMs }: RoomEvent): void {
  switch (body.kind) {
    case 'claimed':
    case 'released':
    case 'helped': {
      const participant = session.participants[body.participant];
      if (!participant) return;
      participant.claimedBy = body.kind === 'claimed' ? by : null;
      if (body.kind === 'helped')
        Object.assign(participant, { status: 'working', statusAtMs: atMs, note: '' });
      return;
    }
    case 'led':
      session.led = body.place;
      return;
    case 'gathered':
      session.classLab = body.lab;
      return;
    case 'locked':
      if (body.lab === null) session.locks = {};
      if (body.openMost === null) delete session.locks[body.lab ?? '*'];
      else session.locks[body.lab ?? '*'] = body.openMost;
      return;
    case 'pushed': {
      const { title, lab, what, files } = body;
      session.pushes.push({ id: body.push, title, lab, what, files, atMs, isWithdrawn: false });
      return;
    }
    case 'withdrawn': {
      const push = session.pushes.find(({ id }) => id === body.push);
      if (push) push.isWithdrawn = true;
      return;
    }
    case 'mirrored':
      session.mirror = body.mirror && { ...body.mirror, atMs };
      return;
    case 'requested': {
      const participant = session.participants[body.participant];
      if (participant) participant.requested = { lab: body.lab, why: body.why, isDeclined: false };
      return;
    }
    case 'invited':
      session.staff[body.staff] = { id: body.staff, name: body.name, role: body.role };
      return;
    case 'handed':
      session.driver = body.to;
      return;
    case 'projected':
      session.projected = body.what;
      return;
    case 'ended':
      session.isEnded = true;
      return;
    default:
  }
}

/** Pace: the agenda and the clock. */
function applyPace(session: Session, { body, atMs }: RoomEvent): void {
  switch (body.kind) {
    case 'agenda':
      session.agenda = {
        track: body.track,
        startedAtMs: atMs,
        item: 0,
        sinceMs: atMs,
        begun: { 0: atMs },
        spent: {},
        cut: [],
      };
      return;
    case 'moved': {
      if (!session.agenda) return;
      const { item, sinceMs, begun, spent } = session.agenda;
      spent[item] = (spent[item] ?? 0) + atMs - sinceMs;
      begun[body.item] ??= atMs;
      Object.assign(session.agenda, { item: body.item, sinceMs: atMs });
      return;
    }
    case 'cut': {
      if (!session.agenda) return;
      const others = session.agenda.cut.filter((item) => item !== body.item);
      session.agenda.cut = body.isCut ? [...others, body.item] : others;
      return;
    }
    case 'timed':
      session.timer =
        body.forMs === null ? null : { label: body.label, endsAtMs: atMs + body.forMs };
      return;
    case 'announced':
      session.announcement = { text: body.text, atMs };
      return;
    default:
  }
}

/** Applies what concerns the class; other kinds change nothing. */
export function applyClass(session: Session, event: RoomEvent): void {
  applyQuestions(session, event);
  applyChaos(session, event);
  applyOfStaff(session, event);
  applyPace(session, event);
}
