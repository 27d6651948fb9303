/** Texts of labs that come with the site and are fetched when a lab needs them: worlds and reference solutions. */
import type { SourceText } from '#compiler/source-file.ts';

const texts = {
  world: import.meta.glob<string>('/labs/*/world/*.ts', { query: '?raw', import: 'default' }),
  solution: import.meta.glob<string>('/labs/*/solution/*.ts', { query: '?raw', import: 'default' }),
};

const origins = { world: 'world', solution: 'learner' } as const;

const loaded = new Map<string, Promise<readonly SourceText[]>>();

async function load(lab: string, part: keyof typeof texts): Promise<SourceText[]> {
  const folder = `/labs/${lab}/${part}/`;
  const found = Object.entries(texts[part]).filter(([path]) => path.startsWith(folder));
  return Promise.all(
    found.map(async ([path, fetchText]) => ({
      file: path.slice(folder.length),
      source: await fetchText(),
      origin: origins[part],
    })),
  );
}

function once(lab: string, part: keyof typeof texts): Promise<readonly SourceText[]> {
  const key = `${lab} ${part}`;
  let files = loaded.get(key);
  if (files === undefined) {
    files = load(lab, part);
    // What could not be fetched is asked for again the next time.
    files.catch(() => loaded.delete(key));
    loaded.set(key, files);
  }
  return files;
}

/** The files that a lab's world consists of; they are compiled beside the learner's. */
export function worldOf(lab: string): Promise<readonly SourceText[]> {
  return once(lab, 'world');
}

/** The reference solution of a lab, without its world. */
export function referenceOf(lab: string): Promise<readonly SourceText[]> {
  return once(lab, 'solution');
}
