/** A chapter as the console and the presenter's page need it. */
import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection, getEntry } from 'astro:content';
import { deckOf } from '#components/course-deck.ts';

export const getStaticPaths = (async () => {
  const chapters = await getCollection('chapters');
  return chapters.map(({ id }) => ({ params: { slug: id } }));
}) satisfies GetStaticPaths;

export const GET: APIRoute = async ({ params }) => {
  const chapter = await getEntry('chapters', params['slug'] ?? '');
  if (!chapter) return new Response(null, { status: 404 });
  return Response.json(await deckOf(chapter));
};
