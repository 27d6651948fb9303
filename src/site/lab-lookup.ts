/** Finds a lab's files among the sources of all labs, as Vite's glob import gives them. */

/** `/labs/<id>/<folder>/<file>` -> text. */
export type LabSources = Readonly<Record<string, string>>;

export interface LabSource {
  /** File name without folder. */
  readonly file: string;
  readonly source: string;
}

/** The files that lie in one folder, in the order of their names. */
export function inFolder(sources: LabSources, folder: string): readonly LabSource[] {
  return Object.entries(sources)
    .filter(([path]) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
    .map(([path, source]) => ({ file: path.slice(folder.length), source }))
    .toSorted((a, b) => (a.file < b.file ? -1 : 1));
}

export interface LabFiles {
  readonly starter: readonly LabSource[];
  readonly world: readonly LabSource[];
}

export function labFiles(sources: LabSources, id: string): LabFiles {
  return {
    starter: inFolder(sources, `/labs/${id}/starter/`),
    world: inFolder(sources, `/labs/${id}/world/`),
  };
}

export interface Tab extends LabSource {
  readonly access: 'editable' | 'given';
}

/**
 * The tabs of a lab in the order of its brief. A file that the brief names and the folder lacks is a mistake that must
 * stop the build, because the page would show an empty tab.
 */
export function labTabs(
  id: string,
  files: LabFiles,
  brief: { readonly files: readonly string[]; readonly given: readonly string[] },
): readonly Tab[] {
  const find = (file: string, folder: keyof LabFiles): LabSource => {
    const found = files[folder].find((candidate) => candidate.file === file);
    if (!found)
      throw new Error(
        `labs/${id}/brief.mdx names the file ${file}, but labs/${id}/${folder}/${file} does not exist.`,
      );
    return found;
  };
  return [
    ...brief.files.map((file) => ({ ...find(file, 'starter'), access: 'editable' as const })),
    ...brief.given.map((file) => ({ ...find(file, 'world'), access: 'given' as const })),
  ];
}
