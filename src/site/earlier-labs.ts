/** Which labs stand before a lab: those that it goes on with. */

/**
 * The labs whose files a lab imports, directly or through another, in alphabetical order. `importsOf` gives what a lab
 * imports, by whole names such as `labs/s2-ring/ring.ts`.
 */
export function earlierLabs(
  id: string,
  importsOf: (lab: string) => readonly string[],
): readonly string[] {
  const found = new Set<string>();
  const waiting = [id];
  for (let lab = waiting.pop(); lab !== undefined; lab = waiting.pop()) {
    for (const name of importsOf(lab)) {
      const [, earlier = ''] = name.split('/');
      if (earlier === id || found.has(earlier)) continue;
      found.add(earlier);
      waiting.push(earlier);
    }
  }
  return [...found].toSorted();
}
