/** Texts of labs that come with the site and are fetched when a lab needs them: worlds and reference solutions. */
import type { SourceText } from '#compiler/source-file.ts';
import { folderOf, isCutId } from '#grader/lab-id.ts';

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

/**
 * The files that are compiled beside the learner's: the lab's world, and in a workshop cut the reference solution,
 * whose files stand in for those that the learner does not write.
 */
export async function worldOf(lab: string): Promise<readonly SourceText[]> {
  const folder = folderOf(lab);
  const world = await once(folder, 'world');
  return isCutId(lab) ? [...world, ...(await once(folder, 'solution'))] : world;
}

/** The reference solution of a lab, without its world. */
export function referenceOf(lab: string): Promise<readonly SourceText[]> {
  return once(folderOf(lab), 'solution');
}
