/** Which labs stand before a lab, as the briefs tell it. */
import { getCollection } from 'astro:content';

/** The labs whose files a lab imports, directly or through another, with their titles. */
export async function earlierLabs(id: string): Promise<{ lab: string; title: string }[]> {
  const labs = new Map((await getCollection('labs')).map((lab) => [lab.id, lab.data]));
  const found = new Map<string, string>();
  const waiting = [id];
  for (let lab = waiting.pop(); lab !== undefined; lab = waiting.pop()) {
    for (const name of labs.get(lab)?.imports ?? []) {
      const earlier = name.split('/')[1] ?? '';
      const data = labs.get(earlier);
      if (data === undefined)
        throw new Error(`labs/${lab}/brief.mdx imports ${name}, but there is no lab ${earlier}.`);
      if (earlier === id || found.has(earlier)) continue;
      found.set(earlier, data.title);
      waiting.push(earlier);
    }
  }
  return [...found]
    .map(([lab, title]) => ({ lab, title }))
    .toSorted((a, b) => (a.lab < b.lab ? -1 : 1));
}
