/** Brings the static markup of a lab to life: hydrates it, loads the draft, and gets ready for the first run. */
import { signal } from '@preact/signals';
import { hydrate } from 'preact';
import { Attack } from './attack.ts';
import { Bench, type BenchProps, type Parts } from './Bench.tsx';
import { DraftKeeper } from './draft-keeper.ts';
import { sharedStore } from './draft-storage.ts';
import { Drafts } from './drafts.ts';
import { EditorPort } from './editor-port.ts';
import { contentHash, type LabInfo } from './lab-info.ts';
import { LabSession } from './lab-session.ts';
import { labOpened } from './open-labs.ts';
import { openMostIn } from './rungs.ts';
import { isLinkFast, whenIdle } from './support.ts';

const loaders: { readonly [Name in keyof Parts]: () => Promise<Parts[Name]> } = {
  verdict: () => import('./VerdictPart.tsx'),
  history: () => import('./HistoryDialog.tsx'),
  keys: () => import('./KeysDialog.tsx'),
  help: () => import('./HelpPart.tsx'),
  machine: () => import('#workbench/machine/LabWalk.tsx'),
};

const outside = {
  loadEngine: async () => (await import('./engine.ts')).engine,
  nowMs: () => Date.now(),
};

const loadPart: BenchProps['loadPart'] = (name) => loaders[name]();

/** What the section says about its lab. The site wrote it, so its shape is known. */
function readInfo(section: HTMLElement): LabInfo {
  // Written by Lab.tsx when the site was built.
  return JSON.parse(section.dataset['info'] ?? '{}') as LabInfo;
}

/** The text of a file as the page shows it: what is read is what is run. */
function readSource(section: HTMLElement, file: string): string {
  const pre = section.querySelector(`[data-source="${CSS.escape(file)}"] pre`);
  return pre?.textContent ?? '';
}

/** The workshop locks and releases rungs of help with an event; what is open stays open. */
function obeyLocks(session: LabSession): void {
  document.addEventListener('nines:help-lock', (event) => {
    const openMost = event instanceof CustomEvent ? openMostIn(event.detail, session.lab.id) : null;
    if (openMost !== null) session.helpMost.value = openMost;
  });
}

/** Files as the workshop tells them apart, and as it may lay them down. */
function workOf({ state }: LabSession) {
  const { texts = {}, imported = [] } = state.value.judgement ?? {};
  const sources = Object.entries(texts).map(([file, source]) => ({ file, source }));
  const files = imported.map(({ file, source }) => [file, source] as const);
  return { work: contentHash(sources), texts, imported: Object.fromEntries(files) };
}

/** Tells the rest of the page how a run ended, and how far the help is open; the workshop listens. */
function announceTo(section: HTMLElement, session: LabSession): void {
  let rung = 0;
  session.state.subscribe((state) => {
    if (state.hintsOpen > rung) {
      rung = state.hintsOpen;
      const detail = { lab: session.lab.id, rung };
      document.dispatchEvent(new CustomEvent('nines:rung', { detail }));
    }
    section.toggleAttribute('data-passed', state.passed !== null);
    section.toggleAttribute(
      'data-unsaved',
      state.save.kind === 'changed' || state.save.kind === 'failed',
    );
  });
  session.onJudged((verdict, goal) => {
    const lab = session.lab.id;
    const story = verdict.kind === 'failed' ? verdict.counterexample : null;
    const detail = {
      lab,
      goal,
      kind: verdict.kind,
      code: story?.breach.code ?? (verdict.kind === 'stopped' ? verdict.code : null),
      fingerprint: story?.story.fingerprint ?? null,
      seeds: 'seeds' in verdict ? verdict.seeds : [],
      seed: story?.seed ?? null,
      traceHash: story?.traceHash ?? ('traceHash' in verdict ? verdict.traceHash : null),
      ...workOf(session),
    };
    document.dispatchEvent(new CustomEvent('nines:verdict', { detail }));
    if (goal === 'grade' && verdict.kind === 'passed') {
      document.dispatchEvent(new CustomEvent('nines:passed', { detail: { lab } }));
    }
  });
}

/** Fetches what the first run needs while nothing else is to be done, unless that costs the learner something. */
function prepareWhenIdle(session: LabSession): void {
  if (!isLinkFast()) return;
  whenIdle(() => {
    session.prepare();
    // If this fails, the run asks again.
    loaders.verdict().catch(() => undefined);
  });
}

/** Hydrates one lab. */
export function mount(section: HTMLElement): void {
  const lab = readInfo(section);
  const sources = lab.files.map(({ file }) => ({ file, source: readSource(section, file) }));
  const session = new LabSession(lab, sources, outside);
  const keeper: BenchProps['keeper'] = signal(null);
  const editorPort = new EditorPort(session);
  announceTo(section, session);
  obeyLocks(session);
  hydrate(
    <Bench
      session={session}
      code={{}}
      editorPort={editorPort}
      attack={new Attack(session, outside.loadEngine)}
      keeper={keeper}
      loadPart={loadPart}
    />,
    section,
  );
  section.dataset['awake'] = '';
  void sharedStore().then(async (store) => {
    const opened = new DraftKeeper(session, new Drafts(lab.id, store), outside.nowMs);
    await Promise.all([opened.start(), session.earlier.read(store).catch(() => undefined)]);
    keeper.value = opened;
    labOpened(session);
    section.dataset['ready'] = '';
    prepareWhenIdle(session);
  });
}
