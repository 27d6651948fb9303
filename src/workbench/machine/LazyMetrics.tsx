/** The lines over time, fetched when they are first looked at: charts are a library of their own. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { RunView } from './run-view.ts';

type MetricsPart = typeof import('./Metrics.tsx');

/** A browser in the C locale calls its language `en-US@posix`, which its own Intl refuses; the charts ask for it. */
function mendLanguage(): void {
  try {
    Intl.getCanonicalLocales(navigator.language);
  } catch {
    Object.defineProperty(navigator, 'language', { value: 'en-US', configurable: true });
  }
}

export function LazyMetrics({ view }: { readonly view: RunView }) {
  const part = useSignal<MetricsPart | null>(null);
  const hasFailed = useSignal(false);
  useEffect(() => {
    mendLanguage();
    import('./Metrics.tsx')
      .then((loaded) => (part.value = loaded))
      .catch(() => (hasFailed.value = true));
  }, [part, hasFailed]);
  if (part.value !== null) return <part.value.Metrics view={view} />;
  return (
    <p class="is-quiet">
      {hasFailed.value
        ? 'The charts could not be loaded. Check the connection and open this view again.'
        : 'Fetching the charts …'}
    </p>
  );
}
