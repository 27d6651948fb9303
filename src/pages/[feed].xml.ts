/**
 * `rss.xml`: the chapters, newest first. A feed needs whole addresses, so only a build that is told the site's own
 * (NINES_URL) writes one.
 */
import rss from '@astrojs/rss';
import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';
import { feedItems } from '#site/feed.ts';
import { link } from '#site/paths.ts';

export const getStaticPaths: GetStaticPaths = () =>
  import.meta.env.SITE === undefined ? [] : [{ params: { feed: 'rss' } }];

export const GET: APIRoute = async ({ site }) => {
  return rss({
    title: 'Nines',
    description: 'New chapters of a course in architecting reactive systems, each with a lab.',
    site: new URL(link('/'), site).href,
    customData: '<language>en</language>',
    items: feedItems(await getCollection('chapters')),
  });
};
