/**
 * Somebody's files of a lab, run again in the console's own sandbox: what was claimed beside what was found, the files, the
 * verdict, the time machine. Files that do not lie ready are asked for, and the dialog says how that stands.
 */
import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Failed, PlayedRun, SourcePlace } from '#grader/verdict.ts';
import type { Room } from '#room/room.ts';
import type { PlanOffer } from '#room/together/plan-offer.ts';
import type { Participant } from '#workshop/session.ts';
import { mayOpen, type SharedWork } from '#workshop/sharing.ts';
import { Dialog } from '#workbench/Dialog.tsx';
import { referenceOf } from '#workbench/lab-files.ts';
import type { Judgement, Texts } from '#workbench/lab-state.ts';
import { printDay } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { useVerdictStyles } from '#workbench/verdict-styles.ts';
import { VerdictView } from '#workbench/VerdictView.tsx';
import { compare } from './compare.ts';
import { ComparisonView } from './ComparisonView.tsx';
import { FilesView } from './FilesView.tsx';
import type { Found } from './regrade.ts';
import { claimOf, fetchShared, type Fetched } from './shared-files.ts';
import { useRegrade } from './use-regrade.ts';
import { useWalk } from './use-walk.tsx';

export interface CodeDialogProps {
  readonly room: Room;
  readonly participant: string;
  readonly lab: string;
  /** The lab's name. */
  readonly title: string;
  readonly close: () => void;
  /** Hands the plan of a failure to the class; left out where this page cannot. */
  readonly offerPlan?: (offer: PlanOffer) => void;
}

/** What lies ready, fetched anew when other files have been laid down. */
function useShared({ room, participant, lab }: CodeDialogProps, key: string | null) {
  const [fetched, setFetched] = useState<Fetched | null>(null);
  useEffect(() => {
    if (key === null) return undefined;
    let isWanted = true;
    void fetchShared(room.credential, { participant, lab }).then((answer) => {
      if (isWanted) setFetched(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [room, participant, lab, key]);
  return fetched;
}

function Asking({ room, participant, lab, person }: CodeDialogProps & { person: Participant }) {
  const { requested } = person;
  const isAsked = requested?.lab === lab;
  const ask = (): void => void room.say({ kind: 'requested', participant, lab, why: 'look' });
  if (person.isScanned)
    return <p>There is no browser behind this status: look over {person.name}’s shoulder.</p>;
  if (!isAsked)
    return (
      <>
        <p>
          {person.name} has not laid down the files of this lab. They see who asks and why, and may
          say no.
        </p>
        <p>
          <button type="button" class="is-primary" onClick={ask}>
            Ask for the files
          </button>
        </p>
      </>
    );
  if (requested.isDeclined)
    return (
      <>
        <p role="status">{person.name} would rather not show the files now.</p>
        <p>
          <button type="button" onClick={ask}>
            Ask once more
          </button>
        </p>
      </>
    );
  return (
    <p role="status" class="is-waiting">
      Asked. The files open here as soon as {person.name} agrees.
    </p>
  );
}

/** The workbench's links, into the files of this dialog. */
function linksInto(found: Found, open: (place: SourcePlace) => void): PlaceLinks {
  const text = (file: string): string | undefined =>
    found.texts[file] ?? found.imported.find((other) => other.file === file)?.source;
  return {
    open,
    knows: ({ file }) => Object.hasOwn(found.texts, file),
    line: ({ file, line }) => text(file)?.split('\n')[line - 1] ?? null,
  };
}

function judgementOf({ verdict, goal, elapsedMs, texts, imported }: Found): Judgement {
  return { run: 1, verdict, goal, elapsedMs, texts, imported };
}

/** Where a lab has files that its reference does not have, the reference says nothing of them. */
function useReference(lab: string): Texts | null {
  const [texts, setTexts] = useState<Texts | null>(null);
  useEffect(() => {
    referenceOf(lab).then(
      (files) => setTexts(Object.fromEntries(files.map(({ file, source }) => [file, source]))),
      // The files can be read without it.
      () => setTexts(null),
    );
  }, [lab]);
  return texts;
}

interface OfferButtonProps {
  readonly lab: string;
  readonly failed: Failed;
  readonly offerPlan: (offer: PlanOffer) => void;
}

/** What broke this code may be tried on everybody's: the shrunk plan, without the code. */
function OfferButton({ lab, failed, offerPlan }: OfferButtonProps) {
  const { recipe, story } = failed.counterexample;
  return (
    <p>
      <button type="button" onClick={() => offerPlan({ lab, recipe, title: story.title })}>
        Prepare these faults for the class …
      </button>
    </p>
  );
}

interface OpenedProps extends CodeDialogProps {
  readonly person: Participant;
  readonly work: SharedWork;
  readonly atMs: number;
}

function Opened({ person, work, atMs, lab, title, offerPlan }: OpenedProps) {
  useVerdictStyles();
  const [regrading, again] = useRegrade(work);
  const [place, setPlace] = useState<SourcePlace | null>(null);
  const reference = useReference(lab);
  const found = regrading.kind === 'found' ? regrading.found : null;
  const links = useMemo(
    () => found && linksInto(found, (wanted) => setPlace({ ...wanted })),
    [found],
  );
  const walk = useWalk({
    title: `${person.name}: ${title}`,
    info: regrading.kind === 'found' ? regrading.page.info : null,
    judgement: found && judgementOf(found),
    links,
  });
  const starter = regrading.kind === 'found' ? regrading.page.starter : null;
  const claim = claimOf(work, person.labs[lab]);
  return (
    <>
      <p class="label">Laid down {printDay(atMs)}. Read only: nothing here changes their files.</p>
      {regrading.kind === 'running' && (
        <p role="status" class="is-waiting">
          Running it in this console
          {regrading.progress && `: seed ${regrading.progress.seed}`} …
        </p>
      )}
      {regrading.kind === 'trouble' && (
        <p role="alert">
          {regrading.why}{' '}
          <button type="button" onClick={again}>
            Try again
          </button>
        </p>
      )}
      {found?.verdict.kind === 'failed' && offerPlan && (
        <OfferButton lab={lab} failed={found.verdict} offerPlan={offerPlan} />
      )}
      {found && <ComparisonView comparison={compare(claim, found.verdict)} />}
      <FilesView
        texts={found?.texts ?? work.texts}
        others={{
          ...(starter && { 'Since the starter': starter }),
          ...(reference && { 'Beside the reference': reference }),
        }}
        place={place}
      />
      {found && links && (
        <VerdictView
          verdict={found.verdict}
          goal={found.goal}
          elapsedMs={found.elapsedMs}
          links={links}
          walk={(run: PlayedRun | null) => walk.open(run)}
        />
      )}
      {walk.view}
    </>
  );
}

export function CodeDialog(props: CodeDialogProps) {
  const { room, participant, lab, title, close } = props;
  const session = room.seen.value?.session;
  const person = session?.participants[participant];
  const isOpen = session !== undefined && mayOpen(session, participant, lab);
  const shared = person?.labs[lab]?.shared ?? null;
  const fetched = useShared(props, isOpen && shared !== null ? shared : null);
  if (person === undefined) return null;
  return (
    <Dialog title={`${person.name}: ${title}`} close={close}>
      <div class="lab code-dialog">
        {shared === null || !isOpen ? (
          <Asking {...props} person={person} />
        ) : fetched === null ? (
          <p role="status">Fetching the files …</p>
        ) : fetched.kind === 'trouble' ? (
          <p role="alert">{fetched.why}</p>
        ) : (
          <Opened {...props} person={person} work={fetched.work} atMs={fetched.atMs} />
        )}
      </div>
    </Dialog>
  );
}
