/** What the feed says of the chapters. */
import { inCourseOrder } from './chapter-order.ts';
import { stepName } from './course-map.ts';
import { link } from './paths.ts';

/** A chapter of the collection, as far as a feed tells of it. */
export interface Published {
  readonly id: string;
  readonly data: {
    readonly title: string;
    readonly summary: string;
    /** The day on which it came out, as `2026-11-22`. */
    readonly published: string;
  };
}

/** One entry of a feed. */
export interface FeedItem {
  readonly title: string;
  readonly description: string;
  /** A path of this site. */
  readonly link: string;
  readonly pubDate: Date;
}

/** The chapters, newest first; of those that came out on one day the later step is the newer. */
export function feedItems(chapters: readonly Published[]): FeedItem[] {
  return inCourseOrder(chapters.map(({ id }) => id))
    .flatMap((stop) => {
      const data = chapters.find(({ id }) => id === stop.id)?.data;
      return data === undefined ? [] : [{ stop, data }];
    })
    .toReversed()
    .toSorted((a, b) => b.data.published.localeCompare(a.data.published))
    .map(({ stop, data }) => ({
      title: `${stepName(stop)}: ${data.title}`,
      description: data.summary,
      link: link(`/chapters/${stop.id}/`),
      pubDate: new Date(`${data.published}T00:00:00Z`),
    }));
}
