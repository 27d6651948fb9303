/** The labs in the order of the course. */
import { stopOf } from './course-map.ts';
import { inCourseOrder } from './chapter-order.ts';

/** Labs with a stop of the course first, in its order; any others after them, by name. */
export function labsInOrder<L extends { readonly id: string }>(labs: readonly L[]): readonly L[] {
  const onMap = inCourseOrder(labs.map(({ id }) => id).filter((id) => stopOf(id) !== undefined));
  const placeOf = (id: string): number => {
    const place = onMap.findIndex((stop) => stop.id === id);
    return place < 0 ? onMap.length : place;
  };
  return labs.toSorted((a, b) => placeOf(a.id) - placeOf(b.id) || (a.id < b.id ? -1 : 1));
}
