/** A lab's workbench as the site renders it: static markup, with what the browser needs to bring it to life. */
import { signal } from '@preact/signals';
import { Bench } from './Bench.tsx';
import type { LabInfo } from './lab-info.ts';
import { LabSession } from './lab-session.ts';
import { plainText } from './plain-text.ts';

export interface LabProps {
  readonly lab: LabInfo;
  /** File name -> the `<pre>` of its text, as the site's highlighter painted it. */
  readonly code: Readonly<Record<string, string>>;
}

const atBuild = {
  loadEngine: () => Promise.reject(new Error('Labs run in the browser.')),
  nowMs: () => 0,
};

export function Lab({ lab, code }: LabProps) {
  const sources = lab.files.map(({ file }) => ({ file, source: plainText(code[file] ?? '') }));
  const session = new LabSession(lab, sources, atBuild);
  return (
    <section
      class="lab"
      id={`lab-${lab.id}`}
      data-lab={lab.id}
      data-info={JSON.stringify(lab)}
      aria-label={`Workbench: ${lab.title}`}
    >
      <Bench
        session={session}
        code={code}
        editorPort={null}
        attack={null}
        keeper={signal(null)}
        loadPart={() => Promise.reject(new Error('Parts are loaded in the browser.'))}
      />
    </section>
  );
}
