/** The files that the scenarios' processes are written in, compiled as a lab's are. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileLab, type SourceText } from '#compiler/compile.ts';
import type { ModuleText } from '#sandbox/protocol.ts';

function filesOf(folder: string, origin: SourceText['origin']): readonly SourceText[] {
  const path = join(import.meta.dirname, 'lab', folder);
  const files = readdirSync(path).toSorted();
  return files.map((file) => ({ file, source: readFileSync(join(path, file), 'utf8'), origin }));
}

export const sources: readonly SourceText[] = [
  ...filesOf('program', 'learner'),
  ...filesOf('world', 'world'),
];

/** The texts of the compiled files. */
export function compileProgram(): readonly ModuleText[] {
  const result = compileLab(sources);
  if (result.ok) return result.modules;
  const [first] = result.problems;
  throw new Error(`${first?.place.file}:${first?.place.line} ${first?.message}`);
}
