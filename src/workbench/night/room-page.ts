/** Wakes the control room: the room itself, its night and the sandbox come one after the other, each when it is needed. */
import { missingSupport } from '#workbench/support.ts';

function required(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-room="${name}"]`);
  if (found === null) throw new Error(`The control room has no ${name}.`);
  return found;
}

const reading = required('reading');

import('./Room.tsx')
  .then(({ openRoom }) => openRoom(required('place'), missingSupport()))
  .then(() => (reading.hidden = true))
  .catch(() => {
    reading.textContent =
      'The control room could not be loaded. Check the connection and reload the page.';
  });
