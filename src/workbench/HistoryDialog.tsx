/** Earlier versions of a lab's files: when, why, how they differ from what is on screen, and the way back. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { Dialog } from './Dialog.tsx';
import { DiffView, diffTexts } from './DiffView.tsx';
import type { HistoryEntry, HistoryReason } from './draft-format.ts';
import type { LabSession } from './lab-session.ts';
import { sameTexts, textsOf } from './lab-state.ts';
import { printDay } from './print.ts';

const reasonWords: Readonly<Record<HistoryReason, string>> = {
  run: 'run',
  grade: 'graded',
  passed: 'passed',
  'before-reset': 'before a reset',
  'before-restore': 'before another version was restored',
  'before-import': 'before an import',
  'before-take': 'before something of the class was taken in',
  'other-tab': 'from another tab',
  'before-update': 'before the lab changed',
};

interface VersionItemProps {
  readonly entry: HistoryEntry;
  readonly session: LabSession;
  readonly close: () => void;
}

function VersionItem({ entry, session, close }: VersionItemProps) {
  const isOpen = useSignal(false);
  const now = textsOf(session.state.value);
  const isCurrent = sameTexts({ ...now, ...entry.texts }, now);
  const diffs = isCurrent ? [] : diffTexts(now, entry.texts);
  const sum = (key: 'added' | 'removed'): number =>
    diffs.reduce((total, diff) => total + diff[key], 0);
  const restore = (): void => {
    session.replace(entry.texts, 'restore');
    close();
  };
  return (
    <li class={entry.reason === 'passed' ? 'is-passed' : ''}>
      <p class="version-head">
        <b>{printDay(entry.atMs)}</b>{' '}
        <span class="version-reason">{reasonWords[entry.reason]}</span>{' '}
        {isCurrent ? (
          <span class="is-quiet">the same as now</span>
        ) : (
          <button
            type="button"
            class="quiet-button"
            aria-expanded={isOpen.value}
            onClick={() => (isOpen.value = !isOpen.value)}
          >
            {`+${sum('added')} −${sum('removed')} lines`}
          </button>
        )}
        {!isCurrent && (
          <button type="button" class="plain-button" onClick={restore}>
            Restore
          </button>
        )}
      </p>
      {isOpen.value && diffs.map((diff) => <DiffView key={diff.file} diff={diff} />)}
    </li>
  );
}

interface HistoryDialogProps {
  readonly session: LabSession;
  readonly history: () => Promise<HistoryEntry[]>;
  readonly close: () => void;
}

export function HistoryDialog({ session, history, close }: HistoryDialogProps) {
  const entries = useSignal<readonly HistoryEntry[] | null>(null);
  useEffect(() => {
    history()
      .then((found) => (entries.value = found))
      .catch(() => (entries.value = []));
  }, [history, entries]);
  return (
    <Dialog title="History" close={close}>
      {entries.value?.length === 0 && (
        <p>Nothing yet. A version is kept at every run, and before anything replaces your files.</p>
      )}
      <ol class="versions">
        {entries.value?.map((entry) => (
          <VersionItem key={entry.atMs} entry={entry} session={session} close={close} />
        ))}
      </ol>
    </Dialog>
  );
}

/** How the files differ from the version that passed last. */
export function PassedDialog({ session, close }: Omit<HistoryDialogProps, 'history'>) {
  const { passed } = session.state.value;
  if (passed === null) return null;
  const diffs = diffTexts(passed.texts, textsOf(session.state.value));
  return (
    <Dialog title={`Since ${printDay(passed.atMs)}, when it passed`} close={close}>
      {diffs.length === 0 && <p>Nothing has changed since.</p>}
      {diffs.map((diff) => (
        <DiffView key={diff.file} diff={diff} />
      ))}
      {diffs.length > 0 && (
        <p>
          <button
            type="button"
            class="plain-button"
            onClick={() => {
              session.replace(passed.texts, 'restore');
              close();
            }}
          >
            Go back to it
          </button>
        </p>
      )}
    </Dialog>
  );
}
