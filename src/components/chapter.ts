/** What a page of prose needs at once, and how it gets the rest: near the view, or with the first touch. */
import './compare.ts';
import './copy.ts';
import './outline.ts';
import { whenNear } from './near.ts';

for (const figure of document.querySelectorAll<HTMLElement>('live-figure'))
  whenNear(figure, () => void import('./explorable.ts').then(({ wake }) => wake(figure)));
for (const embed of document.querySelectorAll<HTMLElement>('lab-embed'))
  whenNear(embed, () => void import('./lab-embed.ts').then(({ bring }) => bring(embed)));
for (const quiz of document.querySelectorAll<HTMLElement>('quiz-embed'))
  whenNear(quiz, () => void import('./quiz.ts').then(({ bring }) => bring(quiz)));

const terms = document.querySelectorAll('.term');
const ready = (event: Event): void => {
  for (const term of terms) {
    term.removeEventListener('pointerenter', ready);
    term.removeEventListener('focus', ready);
  }
  void import('./term-card.ts').then(({ meet }) => meet(event));
};
for (const term of terms) {
  term.addEventListener('pointerenter', ready);
  term.addEventListener('focus', ready);
  // A tap follows the link before anything can be fetched, so where nothing hovers the cards come earlier.
  if (matchMedia('(hover: none)').matches) whenNear(term, () => void import('./term-card.ts'));
}
