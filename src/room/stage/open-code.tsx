/** Opens somebody's code over the console. */
import type { CodeGiven } from '#room/console/actions.ts';
import { labTitle } from '#room/console/desk.ts';
import { CodeDialog } from './CodeDialog.tsx';
import { showInHost } from './host.ts';
import { addStageStyles } from './styles.ts';

export function openCode({ room, desk, participant, lab }: CodeGiven): Promise<void> {
  addStageStyles();
  const title = labTitle(desk.course, lab);
  return showInHost((close) => <CodeDialog {...{ room, participant, lab, title, close }} />);
}
