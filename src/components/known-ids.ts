/** Every id that a chapter or a brief may name, by the tag that names it. */
import { getCollection } from 'astro:content';
import type { Known } from '#site/references.ts';
import { explorableViews } from './explorable-views.ts';

export async function knownIds(): Promise<Known> {
  const ids = async (name: 'labs' | 'glossary' | 'sources' | 'errata'): Promise<string[]> =>
    (await getCollection(name)).map(({ id }) => id);
  return {
    Lab: await ids('labs'),
    Explorable: [...explorableViews.keys()],
    Term: await ids('glossary'),
    Cite: await ids('sources'),
    Erratum: await ids('errata'),
  };
}
