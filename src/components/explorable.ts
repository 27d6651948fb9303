/** Brings an interactive figure to life when it comes near the view: until then it is the picture that was built. */
import { h, hydrate, type ComponentType } from 'preact';

type ViewModule = { readonly View: ComponentType<Record<string, unknown>> };
const views = import.meta.glob<ViewModule>('/src/explorables/*/View.tsx');

class LiveFigure extends HTMLElement {
  connectedCallback(): void {
    const observer = new IntersectionObserver(
      (entries) => {
        if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
        observer.disconnect();
        void this.#wake();
      },
      { rootMargin: '200px' },
    );
    observer.observe(this);
  }

  async #wake(): Promise<void> {
    const load = views[`/src/explorables/${this.dataset['id'] ?? ''}/View.tsx`];
    const given: unknown = JSON.parse(this.dataset['given'] ?? '{}');
    if (!load || typeof given !== 'object' || given === null) return;
    const { View } = await load();
    hydrate(h(View, { ...given }), this);
  }
}

customElements.define('live-figure', LiveFigure);
