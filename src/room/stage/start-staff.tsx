/** Brings the bar over a lab to life, in the browser of whoever holds a console. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { takeToken } from '#room/console/token.ts';
import { roomOver } from '#room/room.ts';
import { openLabs } from '#workbench/open-labs.ts';
import { openLink } from '#workshop/open-link.ts';
import { addStageStyles } from './styles.ts';
import { StaffBar } from './StaffBar.tsx';

/** Opens the room of the console's token, and a bar for each lab that opens on this page. */
export async function beginStaff(): Promise<void> {
  const token = takeToken({ hash: '' }, localStorage);
  if (token === null) return;
  const credential = { as: 'staff', token } as const;
  const room = roomOver(await openLink(credential), credential);
  addStageStyles();
  const served = new Set<string>();
  effect(() => {
    for (const session of openLabs.value) {
      const section = document.querySelector(`[data-lab="${CSS.escape(session.lab.id)}"]`);
      if (section === null || served.has(session.lab.id)) continue;
      served.add(session.lab.id);
      const host = document.createElement('div');
      section.before(host);
      render(<StaffBar room={room} session={session} />, host);
    }
  });
}
