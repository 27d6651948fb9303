/** The labs that stand before a lab, as the briefs tell it. */
import { getCollection } from 'astro:content';
import { earlierLabs } from '#site/earlier-labs.ts';

/** The labs whose files a lab imports, directly or through another, with their titles. */
export async function earlierLabsOf(id: string): Promise<{ lab: string; title: string }[]> {
  const labs = new Map((await getCollection('labs')).map((lab) => [lab.id, lab.data]));
  return earlierLabs(id, (lab) => labs.get(lab)?.imports ?? []).map((lab) => {
    const title = labs.get(lab)?.title;
    if (title === undefined)
      throw new Error(`labs/${id}/brief.mdx goes on with ${lab}, but there is no such lab.`);
    return { lab, title };
  });
}
