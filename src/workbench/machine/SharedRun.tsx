/**
 * A run that somebody shared, before anything of it runs: what it is, whose code, made with which version. It runs on
 * a click, and the reader's own files stay as they are until they ask for a copy.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { SourcePlace } from '#grader/verdict.ts';
import { linkNotices, readLink, readLinkFile, type LinkPayload } from '#sandbox/permalink.ts';
import type { LabSession } from '#workbench/lab-session.ts';
import { printMany } from '#workbench/print.ts';
import type { PlaceLinks } from '#workbench/StoryList.tsx';
import { TintedText } from '#workbench/TintedText.tsx';
import type { SharedAsk } from '#workbench/walk-ask.ts';
import { MachineDialog } from './MachineDialog.tsx';
import { useMachineStyles } from './styles.ts';
import { sourceOfPayload, walkLab } from './walk-source.ts';

type Read =
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string }
  | { readonly kind: 'link'; readonly payload: LinkPayload; readonly notices: readonly string[] };

function useShared(ask: SharedAsk, { lab }: LabSession): Read {
  const read = useSignal<Read>({ kind: 'reading' });
  useEffect(() => {
    let isWanted = true;
    void (ask.kind === 'link' ? readLink(ask.fragment) : readLinkFile(ask.text)).then((found) => {
      if (!isWanted || found.kind === 'none') return;
      if (found.kind === 'refused') read.value = found;
      else if (found.payload.lab.id !== walkLab(lab))
        read.value = {
          kind: 'refused',
          message: `This run belongs to ${found.payload.lab.id === '' ? 'the playground' : `the lab ${found.payload.lab.id}`}.`,
          remedy: 'Open it on the page that it was shared from.',
        };
      else
        read.value = {
          ...found,
          notices: [...found.notices, ...linkNotices(found.payload, lab.contentHash)],
        };
    });
    return () => void (isWanted = false);
  }, [ask, lab, read]);
  return read.value;
}

/** The seed of a shared run, where its description says one. */
function seedOf({ run }: LinkPayload): string | null {
  const { subject } = run;
  if (subject.kind !== 'recipe') return String(subject.seed);
  return /"seed":(\d+)/.exec(subject.recipe)?.[1] ?? null;
}

function whatItIs(payload: LinkPayload): string {
  const { forks } = payload.run;
  const seed = seedOf(payload);
  const files = printMany(payload.files.length, 'file');
  const forked = forks.length === 0 ? '' : `, changed in ${printMany(forks.length, 'place')}`;
  const ofSeed = seed === null ? '' : ` on seed ${seed}`;
  return `Somebody’s ${files}, one run${ofSeed}${forked}, at event ${payload.event + 1}. Its hash is `;
}

function SharedCode({ payload, place }: { payload: LinkPayload; place: SourcePlace | null }) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    if (place === null || details.current === null) return;
    details.current.open = true;
    details.current.querySelector('.told-line')?.scrollIntoView({ block: 'center' });
  }, [place]);
  return (
    <details ref={details} class="shared-code">
      <summary>Read their code</summary>
      {payload.files.map(({ file, source }) => (
        <figure key={file}>
          <figcaption>{file}</figcaption>
          <pre class="code">
            {source.split('\n').map((line, index) => (
              <div
                key={index}
                class={place?.file === file && place.line === index + 1 ? 'told-line' : undefined}
              >
                <TintedText text={line} />
                {'\n'}
              </div>
            ))}
          </pre>
        </figure>
      ))}
    </details>
  );
}

interface SharedRunProps {
  readonly ask: SharedAsk;
  readonly session: LabSession;
  readonly page: string;
  readonly close: () => void;
}

function Card({
  payload,
  notices,
  session,
  page,
  close,
}: SharedRunProps & Extract<Read, { kind: 'link' }>) {
  const isOpen = useSignal(false);
  const place = useSignal<SourcePlace | null>(null);
  const source = useMemo(() => sourceOfPayload(payload), [payload]);
  const links = useMemo<PlaceLinks>(
    () => ({
      open: (wanted) => void (place.value = wanted),
      knows: ({ file }) => Object.hasOwn(source.texts, file),
      line: ({ file, line }) => source.texts[file]?.split('\n')[line - 1] ?? null,
    }),
    [source, place],
  );
  return (
    <>
      <p>
        {whatItIs(payload)}
        <code>{payload.hash}</code>. Nothing of it has run yet, and your own files are untouched.
      </p>
      {notices.map((notice) => (
        <p key={notice} class="shared-notice">
          {notice}
        </p>
      ))}
      <p class="shared-actions">
        <button type="button" class="run-button" onClick={() => (isOpen.value = true)}>
          Run it
        </button>
        <button
          type="button"
          class="plain-button"
          onClick={() => {
            session.replace(source.texts, 'import');
            session.announcement.value = 'Their files are in your draft. Undo brings yours back.';
          }}
        >
          Copy into my draft
        </button>
        <button type="button" class="quiet-button" onClick={close}>
          Dismiss
        </button>
      </p>
      <SharedCode payload={payload} place={place.value} />
      {isOpen.value && (
        <MachineDialog
          source={source}
          title="A shared run"
          links={links}
          page={page}
          close={() => (isOpen.value = false)}
        />
      )}
    </>
  );
}

export function SharedRun(props: SharedRunProps) {
  useMachineStyles();
  const read = useShared(props.ask, props.session);
  return (
    <section class="shared-run" aria-label="A shared run">
      <h3>{walkLab(props.session.lab) === '' ? 'A shared run' : 'A shared run of this lab'}</h3>
      {read.kind === 'reading' && <p>Reading the link …</p>}
      {read.kind === 'refused' && (
        <p role="alert">
          {read.message} {read.remedy}{' '}
          <button type="button" class="quiet-button" onClick={props.close}>
            Dismiss
          </button>
        </p>
      )}
      {read.kind === 'link' && <Card {...props} {...read} />}
    </section>
  );
}
