/** Which panels stand side by side, for a width of the screen. Pure. */
import type { Role } from '#workshop/messages.ts';
import type { Panel } from './desk.ts';

export interface Column {
  readonly panels: readonly Panel[];
  /** One at a time, behind tabs; else all of them in sight, one above the other. */
  readonly isTabbed: boolean;
}

/** Widths in rem from which on there are three columns, and two. */
const threeFrom = 76;
const twoFrom = 56;

/** The panels that a role has. */
export function panelsFor(panels: readonly Panel[], role: Role | 'projector'): readonly Panel[] {
  return panels.filter(({ audience }) => audience === 'everybody' || role === 'instructor');
}

/** The columns of a console that is so many rem wide, without those that have no panel. */
export function arrange(panels: readonly Panel[], widthRem: number): readonly Column[] {
  const at = (...places: readonly Panel['place'][]): readonly Panel[] =>
    panels.filter(({ place }) => places.includes(place));
  const stacked = (of: readonly Panel[]): Column => ({ panels: of, isTabbed: false });
  const tabbed = (of: readonly Panel[]): Column => ({ panels: of, isTabbed: of.length > 1 });
  const columns =
    widthRem >= threeFrom
      ? [stacked(at('who')), stacked(at('hurt')), tabbed(at('do'))]
      : widthRem >= twoFrom
        ? [stacked(at('who')), tabbed(at('hurt', 'do'))]
        : [tabbed([...at('hurt'), ...at('who'), ...at('do')])];
  return columns.filter(({ panels }) => panels.length > 0);
}
