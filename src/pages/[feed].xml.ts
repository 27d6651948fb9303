/**
 * `rss.xml`: the chapters, newest first. A feed needs whole addresses, so only a build that is told the site's own
 * (NINES_URL) writes one.
 */
import rss from '@astrojs/rss';
import type { APIRoute, GetStaticPaths } from 'astro';
import { getCollection } from 'astro:content';
import { inCourseOrder } from '#site/chapter-order.ts';
import { stepName } from '#site/course-map.ts';
import { link } from '#site/paths.ts';

export const getStaticPaths: GetStaticPaths = () =>
  import.meta.env.SITE === undefined ? [] : [{ params: { feed: 'rss' } }];

export const GET: APIRoute = async ({ site }) => {
  const chapters = await getCollection('chapters');
  // Of those that came out on one day the later step is the newer.
  const newest = inCourseOrder(chapters.map(({ id }) => id))
    .flatMap((stop) => {
      const data = chapters.find(({ id }) => id === stop.id)?.data;
      return data === undefined ? [] : [{ stop, data }];
    })
    .toReversed()
    .toSorted((a, b) => b.data.published.localeCompare(a.data.published));
  return rss({
    title: 'Nines',
    description: 'New chapters of a course in architecting reactive systems, each with a lab.',
    site: new URL(link('/'), site).href,
    customData: '<language>en</language>',
    items: newest.map(({ stop, data }) => ({
      title: `${stepName(stop)}: ${data.title}`,
      description: data.summary,
      link: link(`/chapters/${stop.id}/`),
      pubDate: new Date(`${data.published}T00:00:00Z`),
    })),
  });
};
