/** Which chapters exist, in the order of the course map, and which one lies before and after another. */
import { allStops, type Stop } from './course-map.ts';

export interface Neighbours {
  readonly previous: Stop | undefined;
  readonly next: Stop | undefined;
}

/** The written chapters in teaching order. A chapter that the map does not know is a mistake of ours. */
export function inCourseOrder(written: readonly string[]): readonly Stop[] {
  const unknown = written.filter((id) => !allStops.some((stop) => stop.id === id));
  if (unknown.length > 0)
    throw new Error(
      `content/${unknown[0]}/ is no stop of the course map. Add it to src/site/course-map.ts or rename the folder.`,
    );
  return allStops.filter((stop) => written.includes(stop.id));
}

/** The nearest written chapters around `id`; what is not written yet is stepped over. */
export function neighbours(id: string, written: readonly string[]): Neighbours {
  const stops = inCourseOrder(written);
  const index = stops.findIndex((stop) => stop.id === id);
  return {
    previous: index > 0 ? stops[index - 1] : undefined,
    next: index >= 0 ? stops[index + 1] : undefined,
  };
}
