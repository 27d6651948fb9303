/**
 * What a lab takes over from earlier labs, and whose files they are: the learner's own where that lab was passed, else
 * the reference. The learner may prefer the reference; the choice is kept with this lab.
 */
import { signal, type Signal } from '@preact/signals';
import { courseFolder, withEarlierFiles, type EarlierLab } from '#compiler/earlier-files.ts';
import type { SourceText } from '#compiler/source-file.ts';
import type { ImportedLab } from '#grader/verdict.ts';
import { isRecord, readJson } from './draft-format.ts';
import type { TextStore } from './draft-storage.ts';
import type { LabInfo } from './lab-info.ts';
import type { Version } from './lab-state.ts';
import { readPassed } from './passed.ts';

/** One earlier lab whose files this one goes on with. */
export interface EarlierWork {
  readonly lab: string;
  readonly title: string;
  /** What the learner passed it with; null if it was not passed yet. */
  readonly own: Version | null;
  /** Whose files are used. */
  readonly from: ImportedLab['from'];
}

/** Where the choices of a lab are kept: earlier labs whose reference is preferred to the learner's own files. */
function choiceKey(lab: string): string {
  return `imports/${lab}`;
}

function parseChoice(raw: string | undefined): readonly string[] {
  const value = raw === undefined ? undefined : readJson(raw);
  if (!isRecord(value) || !Array.isArray(value['reference'])) return [];
  return value['reference'].filter((lab) => typeof lab === 'string');
}

export class Earlier {
  readonly works: Signal<readonly EarlierWork[]>;
  readonly #lab: LabInfo;
  #store: TextStore | null = null;

  constructor(lab: LabInfo) {
    this.#lab = lab;
    const unread = { own: null, from: 'reference' } as const;
    this.works = signal(lab.earlier.map((earlier) => ({ ...earlier, ...unread })));
  }

  /** Looks what the learner has passed. To be called again when that may have changed. */
  async read(store: TextStore): Promise<void> {
    this.#store = store;
    if (this.#lab.earlier.length === 0) return;
    const preferred = parseChoice(await store.get(choiceKey(this.#lab.id)));
    this.works.value = await Promise.all(
      this.#lab.earlier.map(async ({ lab, title }): Promise<EarlierWork> => {
        const own = await readPassed(store, lab);
        const isOwn = own !== null && !preferred.includes(lab);
        return { lab, title, own, from: isOwn ? 'learner' : 'reference' };
      }),
    );
  }

  /** Uses the learner's files of a lab, or the reference, from now on. */
  async choose(lab: string, from: ImportedLab['from']): Promise<void> {
    this.works.value = this.works.value.map((work) =>
      work.lab === lab && (from === 'reference' || work.own !== null) ? { ...work, from } : work,
    );
    const reference = this.works.value
      .filter((work) => work.own !== null && work.from === 'reference')
      .map((work) => work.lab);
    await this.#store?.put(choiceKey(this.#lab.id), JSON.stringify({ reference }));
  }

  whose(lab: string): ImportedLab['from'] {
    return this.works.value.find((work) => work.lab === lab)?.from ?? 'reference';
  }

  /** The lab's own files with those of earlier labs that they import. */
  async complete(own: readonly SourceText[]): Promise<SourceText[]> {
    // Most labs stand on nothing: they fetch nothing.
    if (!own.some(({ source }) => source.includes('labs/'))) return [...own];
    // The list of all labs' files is long, and few pages need it before a run.
    const labFiles = await import('./lab-files.ts');
    const earlier = await Promise.all(this.works.value.map((work) => filesOf(work, labFiles)));
    const course = { lab: courseFolder, files: await labFiles.worldOf(courseFolder) };
    return withEarlierFiles(own, [...earlier, course], this.#lab.imports);
  }
}

async function filesOf(
  { lab, own, from }: EarlierWork,
  { referenceOf, worldOf }: typeof import('./lab-files.ts'),
): Promise<EarlierLab> {
  const files = new Map((await worldOf(lab)).map((text) => [text.file, text]));
  const texts: readonly SourceText[] =
    from === 'learner' && own !== null
      ? Object.entries(own.texts).map(([file, source]) => ({ file, source, origin: 'learner' }))
      : await referenceOf(lab);
  for (const text of texts) files.set(text.file, text);
  return { lab, files: [...files.values()] };
}
