/** The time machine's styles. */
import css from '#styles/machine.css?inline';
import { lateStyles } from '#workbench/late-styles.ts';
import { useVerdictStyles } from '#workbench/verdict-styles.ts';
import plot from 'uplot/dist/uPlot.min.css?inline';

const useOwnStyles = lateStyles(`@layer workbench { ${plot} } ${css}`);

export function useMachineStyles(): void {
  useVerdictStyles();
  useOwnStyles();
}
