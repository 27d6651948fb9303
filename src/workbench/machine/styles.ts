/** The time machine's styles come with its code: a page without one does not carry them. */
import { useLayoutEffect } from 'preact/hooks';
import css from '#styles/machine.css?inline';
import plot from 'uplot/dist/uPlot.min.css?inline';

let isAdded = false;

export function useMachineStyles(): void {
  useLayoutEffect(() => {
    if (isAdded) return;
    isAdded = true;
    const style = document.createElement('style');
    style.textContent = `@layer workbench { ${plot} } ${css}`;
    document.head.append(style);
  }, []);
}
