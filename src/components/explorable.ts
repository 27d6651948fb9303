/** Brings an interactive figure to life: until then it is the picture that was built. */
import { type ComponentType, h, hydrate } from 'preact';

type ViewModule = { readonly View: ComponentType<Record<string, unknown>> };
const views = import.meta.glob<ViewModule>('/src/explorables/*/View.tsx');

export async function wake(figure: HTMLElement): Promise<void> {
  const load = views[`/src/explorables/${figure.dataset['id'] ?? ''}/View.tsx`];
  const given: unknown = JSON.parse(figure.dataset['given'] ?? '{}');
  if (!load || typeof given !== 'object' || given === null) return;
  const { View } = await load();
  hydrate(h(View, { ...given }), figure);
  figure.dataset['awake'] = '';
}
