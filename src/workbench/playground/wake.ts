/** Wakes the playground when its page has been painted; where it cannot run, it says why. */
import { missingSupport } from '#workbench/support.ts';

const section = document.querySelector<HTMLElement>('[data-playground]');
const missing = missingSupport();

if (section !== null) {
  if (missing !== null) section.prepend(missing);
  else
    import('./mount.tsx')
      .then(({ mount }) => mount(section))
      .catch(() =>
        section.prepend('The playground could not be loaded. Check the connection and reload.'),
      );
}
