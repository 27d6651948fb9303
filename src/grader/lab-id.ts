/**
 * Names of labs. A lab is named after its folder; its workshop cut, which has the same folder and a page, a draft and
 * a verdict of its own, is `<folder>-cut`.
 */
const ending = '-cut';

/** The id of a lab's workshop cut. */
export function cutIdOf(lab: string): string {
  return `${lab}${ending}`;
}

export function isCutId(id: string): boolean {
  return id.endsWith(ending);
}

/** The folder below labs/ that a lab or its cut is made of. */
export function folderOf(id: string): string {
  return isCutId(id) ? id.slice(0, -ending.length) : id;
}
