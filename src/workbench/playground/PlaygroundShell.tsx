/** The playground as the site renders it: static markup, which `playground/wake.ts` brings to life. */
import { signal } from '@preact/signals';
import { LabSession } from '#workbench/lab-session.ts';
import { Playground } from './Playground.tsx';
import { playgroundFile, playgroundInfo, starter } from './setting.ts';

const atBuild = {
  loadEngine: () => Promise.reject(new Error('The playground runs in the browser.')),
  nowMs: () => 0,
};

/** `html` is the starter as the site's highlighter painted it. */
export function PlaygroundShell({ html }: { readonly html: string }) {
  const session = new LabSession(
    playgroundInfo,
    [{ file: playgroundFile, source: starter }],
    atBuild,
  );
  return (
    <section class="lab" data-playground aria-label="Playground">
      <Playground
        session={session}
        code={{ [playgroundFile]: html }}
        editorPort={null}
        attack={null}
        keeper={signal(null)}
        loadPart={() => Promise.reject(new Error('Parts are loaded in the browser.'))}
        playing={null}
      />
    </section>
  );
}
