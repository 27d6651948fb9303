/** Opens somebody's code over the console, in the place of the person's own dialog, which comes back afterwards. */
import type { CodeGiven } from '#room/console/actions.ts';
import { labTitle } from '#room/console/desk.ts';
import { CodeDialog } from './CodeDialog.tsx';
import { showInHost } from './host.ts';
import { addStageStyles } from './styles.ts';

export async function openCode({ room, desk, participant, lab }: CodeGiven): Promise<void> {
  addStageStyles();
  const title = labTitle(desk.course, lab);
  const person = desk.person.peek();
  desk.person.value = null;
  await showInHost((close) => <CodeDialog {...{ room, participant, lab, title, close }} />);
  desk.person.value = person;
}
