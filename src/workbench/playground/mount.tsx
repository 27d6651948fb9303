/** Brings the playground to life: hydrates its markup and loads the draft. */
import { signal } from '@preact/signals';
import { hydrate } from 'preact';
import type { BenchProps } from '#workbench/Bench.tsx';
import { DraftKeeper } from '#workbench/draft-keeper.ts';
import { sharedStore } from '#workbench/draft-storage.ts';
import { Drafts } from '#workbench/drafts.ts';
import { EditorPort } from '#workbench/editor-port.ts';
import { LabSession } from '#workbench/lab-session.ts';
import { Playground } from './Playground.tsx';
import { Playing } from './playing.ts';
import { playgroundFile, playgroundInfo, starter } from './setting.ts';

const outside = {
  loadEngine: async () => (await import('#workbench/engine.ts')).engine,
  nowMs: () => Date.now(),
};

/** Hydrates the playground's section. */
export function mount(section: HTMLElement): void {
  const session = new LabSession(
    playgroundInfo,
    [{ file: playgroundFile, source: starter }],
    outside,
  );
  const keeper: BenchProps['keeper'] = signal(null);
  hydrate(
    <Playground
      session={session}
      code={{}}
      editorPort={new EditorPort(session)}
      attack={null}
      keeper={keeper}
      loadPart={() => Promise.reject(new Error('The playground has no parts.'))}
      playing={new Playing()}
    />,
    section,
  );
  void sharedStore().then(async (store) => {
    const opened = new DraftKeeper(session, new Drafts(playgroundInfo.id, store), outside.nowMs);
    await opened.start();
    keeper.value = opened;
    section.dataset['ready'] = '';
  });
}
