/** What broke, group by group. */
import type { PanelProps } from '#room/console/desk.ts';
import type { Chaos, Session } from '#workshop/session.ts';

interface ReenactListProps extends PanelProps {
  readonly session: Session;
  readonly chaos: Chaos;
}

export function ReenactList(_props: ReenactListProps) {
  return null;
}
