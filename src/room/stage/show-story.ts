/**
 * From a cluster to the wall: one run of somebody in it is played again here, and if it comes to the same story, the
 * projector shows it, without a name. Everything shown is of this console's own run; if it comes to something else, that is
 * said and the next person's run is tried. Where nobody's files lie ready, one after the other is asked for them.
 */
import { effect } from '@preact/signals';
import type { ClusterGiven } from '#room/console/actions.ts';
import { labTitle, sentenceOf } from '#room/console/desk.ts';
import { labPageOf, type LabPage } from '#room/together/lab-page.ts';
import type { Verdict } from '#grader/verdict.ts';
import { referenceOf, worldOf } from '#workbench/lab-files.ts';
import { wordsOf } from '#workbench/verdict-words.ts';
import type { Projected } from '#workshop/messages.ts';
import type { Chaos, Session } from '#workshop/session.ts';
import { mayOpen } from '#workshop/sharing.ts';
import { factsOf } from './compare.ts';
import { nameIn, projectedStory } from './projected-story.ts';
import { regrade } from './regrade.ts';
import { claimOf, fetchShared } from './shared-files.ts';
import { sentenceOf as sentenceOfError } from './use-regrade.ts';

/** Somebody who was asked has so long to agree before the next one is asked. */
const answerWithinMs = 45_000;

type Tried =
  | { readonly kind: 'story'; readonly what: Projected }
  /** Why this person's files do not do; nothing in it says whose they are. */
  | { readonly kind: 'other'; readonly why: string };

/** All words that the lab itself uses: a name that is one of them gives nobody away. */
async function labWords({ desk, lab }: ClusterGiven, page: LabPage): Promise<string> {
  const files = [...(await worldOf(lab)), ...(await referenceOf(lab))];
  const { invariants } = page.info;
  return [
    labTitle(desk.course, lab),
    ...invariants.map(({ sentence }) => sentence),
    ...files.map(({ source }) => source),
  ].join('\n');
}

/** A run that a limit ended has no story to draw, but a name in words. */
function stoppedText(
  given: ClusterGiven,
  verdict: Extract<Verdict, { kind: 'stopped' }>,
): Projected {
  const { of, all } = given.share;
  const { title, advice } = wordsOf(verdict, 'run');
  return {
    view: 'text',
    text: `${of} of ${all}: ${title} (${verdict.code}).\n${advice}`.slice(0, 600),
  };
}

/** Whether a run of the class's fault plan is the very one that a browser has reported. */
function isReportedRun(verdict: Verdict, reported: Chaos['outcomes'][string] | undefined): boolean {
  const traceHash = 'traceHash' in verdict ? verdict.traceHash : null;
  return reported !== undefined && reported.traceHash === traceHash;
}

/** Plays one person's files again. */
async function tryFiles(given: ClusterGiven, participant: string): Promise<Tried> {
  const { room, lab, code, fingerprint, share, chaos } = given;
  const fetched = await fetchShared(room.credential, { participant, lab });
  if (fetched.kind === 'trouble') return { kind: 'other', why: fetched.why };
  const page = await labPageOf(lab);
  const session = room.seen.peek()?.session;
  const person = session?.participants[participant];
  const claim = claimOf(fetched.work, person?.labs[lab]);
  const work = { ...fetched.work, claim };
  const { signal } = new AbortController();
  const { verdict } = await regrade(work, page, { signal, ...(chaos && { plan: chaos.plan }) });
  const found = factsOf(verdict);
  if (chaos && !isReportedRun(verdict, chaos.outcomes[participant])) {
    const why = 'A browser reported another trace of this plan than its files come to here.';
    return { kind: 'other', why: `${why} They were changed since, or it is not true.` };
  }
  if (found.code !== code || found.fingerprint !== fingerprint) {
    const seen = found.code === code ? 'by another story' : `comes to ${found.code ?? found.kind}`;
    return { kind: 'other', why: `A run that was said to break ${code} ${seen} here.` };
  }
  if (verdict.kind === 'stopped') return { kind: 'story', what: stoppedText(given, verdict) };
  if (verdict.kind !== 'failed') return { kind: 'other', why: 'There is no story to show.' };
  const what = projectedStory(verdict, { lab, share });
  const names = Object.values(session?.participants ?? {}).map(({ name }) => name);
  if (nameIn(what, names, await labWords(given, page)) !== null)
    return { kind: 'other', why: 'A program names somebody of the room in its own words.' };
  return { kind: 'story', what };
}

/** Whether somebody's latest files lie ready. */
function isReady(session: Session, participant: string, lab: string): boolean {
  const standing = session.participants[participant]?.labs[lab];
  return mayOpen(session, participant, lab) && (standing?.shared ?? null) !== null;
}

/** Those whose files are the ones that were last run stand first: they are the surest to tell the same. */
function inOrder(session: Session, { people, lab }: ClusterGiven): readonly string[] {
  const isLatest = (id: string): boolean => {
    const standing = session.participants[id]?.labs[lab];
    return standing?.last != null && standing.shared === standing.last.work;
  };
  const ready = people.filter((id) => isReady(session, id, lab));
  return [...ready.filter(isLatest), ...ready.filter((id) => !isLatest(id))];
}

/** Asks somebody for the files; true once they lie ready, false if they decline or do not answer. */
async function askFor({ room, lab }: ClusterGiven, participant: string): Promise<boolean> {
  const answer = await room.say({ kind: 'requested', participant, lab, why: 'story' });
  if (answer.kind === 'refused') return false;
  return new Promise((resolve) => {
    const timer = setTimeout(() => over(false), answerWithinMs);
    const end = effect(() => {
      const session = room.seen.value?.session;
      const requested = session?.participants[participant]?.requested;
      // Not in the effect itself: it is not there to be ended yet.
      if (session && !requested && isReady(session, participant, lab))
        queueMicrotask(() => over(true));
      else if (requested?.isDeclined === true) queueMicrotask(() => over(false));
    });
    const over = (isThere: boolean): void => {
      clearTimeout(timer);
      end();
      resolve(isThere);
    };
  });
}

/** Shows what was found; a refusal has been shown by the room. */
async function show({ room, desk, lab, code }: ClusterGiven, what: Projected): Promise<void> {
  const answer = await room.say({ kind: 'projected', what });
  if (answer.kind !== 'accepted') return;
  const sentence = sentenceOf(desk.course, lab, code);
  desk.tell(`The projector shows the story of ${code}${sentence === '' ? '' : `, ${sentence}`}.`);
}

/** Shows the story of a cluster. Whatever comes in the way is said among the console's notices. */
export async function showStory(given: ClusterGiven): Promise<void> {
  const { room, desk, people } = given;
  const session = room.seen.peek()?.session;
  if (!session) return;
  const reasons = new Set<string>();
  const attempt = async (participant: string): Promise<boolean> => {
    const tried = await tryFiles(given, participant).catch((error: unknown): Tried => ({
      kind: 'other',
      why: sentenceOfError(error),
    }));
    if (tried.kind === 'story') await show(given, tried.what);
    else reasons.add(tried.why);
    return tried.kind === 'story';
  };
  const ready = inOrder(session, given);
  for (const participant of ready) if (await attempt(participant)) return;
  const others = people.filter((id) => {
    const person = session.participants[id];
    return person !== undefined && !ready.includes(id) && !person.isScanned && !person.hasLeft;
  });
  for (const participant of others) {
    desk.tell('One of them is asked for their files: the story comes as soon as they agree.');
    if ((await askFor(given, participant)) && (await attempt(participant))) return;
  }
  const why = [...reasons].join(' ');
  room.notify(
    why === ''
      ? 'Nobody of this group has laid their files down yet. They were asked; try again in a minute.'
      : `No story is shown. ${why} Look at somebody’s code instead.`,
  );
}
