/** Lets the editor's checker see what a lab's files import of earlier labs. */
import { effect } from '@preact/signals';
import type { SourceText } from '#compiler/source-file.ts';
import type { EarlierWork } from './earlier.ts';
import { shareFiles } from './editor-types.ts';
import type { LabSession } from './lab-session.ts';

const wholeNames = /labs\/[\w-]+\/[\w.-]+/g;

/** Follows the imports as they are typed, and the learner's choice whose files they are; gives a function that ends it. */
export function followEarlier(session: LabSession): () => void {
  let lastImports = '';
  let lastWorks: readonly EarlierWork[] = [];
  return effect(() => {
    const works = session.earlier.works.value;
    const { files } = session.state.value;
    const imports = files.flatMap(({ text }) => text.match(wholeNames) ?? []).join(' ');
    if (imports === '' || (imports === lastImports && works === lastWorks)) return;
    lastImports = imports;
    lastWorks = works;
    const own = files.map(({ file, text }): SourceText => ({
      file,
      source: text,
      origin: 'learner',
    }));
    session.earlier
      .complete(own)
      .then((all) => shareFiles(all.filter(({ file }) => file.startsWith('labs/'))))
      // Without them the editor underlines the import, and the run says what is missing.
      .catch(() => undefined);
  });
}
