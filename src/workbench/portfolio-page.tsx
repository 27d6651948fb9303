/** Brings the portfolio's page to life: what it shows is in this browser alone. */
import { render } from 'preact';
import { sharedStore } from './draft-storage.ts';
import { Portfolio } from './Portfolio.tsx';
import type { PortfolioLab } from './portfolio.ts';

const place = document.querySelector<HTMLElement>('[data-portfolio]');
if (place !== null) {
  // eslint-disable-next-line typescript/no-unsafe-type-assertion -- written by portfolio.astro when the site was built
  const labs = JSON.parse(place.dataset['portfolio'] ?? '[]') as PortfolioLab[];
  const store = await sharedStore();
  place.replaceChildren();
  render(<Portfolio labs={labs} store={store} nowMs={() => Date.now()} />, place);
}
