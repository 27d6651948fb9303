/** A place of its own in the page for a dialog that belongs to no panel. */
import { render, type VNode } from 'preact';

/** Shows what `make` gives until it is closed; the promise waits for that. */
export function showInHost(make: (close: () => void) => VNode): Promise<void> {
  const host = document.createElement('div');
  document.body.append(host);
  return new Promise((resolve) => {
    const close = (): void => {
      render(null, host);
      host.remove();
      resolve();
    };
    render(make(close), host);
  });
}
