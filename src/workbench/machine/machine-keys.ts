/** The keys of the time machine, while its drawing has the focus. */
import { zoomed } from './camera.ts';
import type { RunView } from './run-view.ts';

const pageEvents = 20;

function zoom(view: RunView, factor: number): void {
  view.look(zoomed(view.camera.value, factor, view.viewport.value.heightPx / 2));
}

const keys: Readonly<Record<string, (view: RunView) => void>> = {
  ArrowDown: (view) => view.step(1),
  ArrowRight: (view) => view.step(1),
  ArrowUp: (view) => view.step(-1),
  ArrowLeft: (view) => view.step(-1),
  PageDown: (view) => view.step(pageEvents),
  PageUp: (view) => view.step(-pageEvents),
  Home: (view) => view.goTo(-1),
  End: (view) => view.goTo(view.trace.events.length - 1),
  f: (view) => view.toFault(1),
  F: (view) => view.toFault(-1),
  n: (view) => view.toStory(1),
  N: (view) => view.toStory(-1),
  b: (view) => view.toBreach(),
  '+': (view) => zoom(view, 1.6),
  '=': (view) => zoom(view, 1.6),
  '-': (view) => zoom(view, 1 / 1.6),
  '0': (view) => view.lookAtAll(),
};

/** What each key does, for the list of keys. */
export const machineKeys: readonly (readonly [string, string])[] = [
  ['↑ ↓ ← →', 'Previous and next event'],
  ['Page up, Page down', `${pageEvents} events back and on`],
  ['Home, End', 'Beginning and end of the run'],
  ['F, Shift + F', 'Next and previous fault'],
  ['N, Shift + N', 'Next and previous event of the story'],
  ['B', 'To the breach'],
  ['+ − 0', 'Closer, farther, the whole run'],
];

/** Does what a key asks for. */
export function pressKey(view: RunView, event: KeyboardEvent): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const act = keys[event.key];
  if (act === undefined) return;
  event.preventDefault();
  act(view);
}
