/** One question on a page: its options in an order, an answer, and its explanations. For the quiz and the review. */
import { shuffled } from '#site/shuffle.ts';

function say(question: HTMLElement, text: string): void {
  const result = question.querySelector('.quiz-result');
  if (result) result.textContent = text;
}

/** The question that something on it belongs to. */
export function questionOf(target: EventTarget | null): HTMLFieldSetElement | null {
  return target instanceof Element ? target.closest('fieldset') : null;
}

/** The question's own words, without its number. */
export function promptOf(question: HTMLFieldSetElement): string {
  const legend = question.querySelector('legend')?.cloneNode(true);
  if (!(legend instanceof Element)) return '';
  legend.querySelector('.number')?.remove();
  return legend.textContent.trim();
}

/** Whether the chosen option is the right one. */
export function isRight(question: HTMLFieldSetElement): boolean {
  return question.querySelector<HTMLInputElement>('.is-correct input')?.checked ?? false;
}

/** Shows the explanations of an answered question, and the verdict in words. */
export function settle(question: HTMLFieldSetElement): void {
  question.dataset['answered'] = '';
  for (const input of question.querySelectorAll('input')) input.disabled = !input.checked;
  const answer = question.querySelector('.is-correct label')?.textContent.trim() ?? '';
  say(question, isRight(question) ? 'Yes.' : `Not this one. The answer is: ${answer}`);
}

/** Puts the options into the order of a seed, with nothing on them that tells of an earlier attempt. */
export function arrange(question: HTMLFieldSetElement, seed: string): void {
  const options = [...question.querySelectorAll<HTMLElement>('.quiz-option')].toSorted(
    (a, b) => Number(a.dataset['option']) - Number(b.dataset['option']),
  );
  const before = question.querySelector(':scope > .fence') ?? question.querySelector('legend');
  before?.after(...shuffled(options, seed));
  delete question.dataset['answered'];
  for (const input of question.querySelectorAll('input')) {
    input.checked = false;
    input.disabled = false;
  }
  const check = question.querySelector<HTMLButtonElement>('.quiz-check');
  if (check) check.disabled = true;
  say(question, '');
}

/** Lets an option be chosen and answered with the button; calls back with each answered question. */
export function listen(form: HTMLElement, onAnswer: (question: HTMLFieldSetElement) => void): void {
  form.addEventListener('change', ({ target }) => {
    const check = questionOf(target)?.querySelector<HTMLButtonElement>('.quiz-check');
    if (check) check.disabled = false;
  });
  form.addEventListener('click', ({ target }) => {
    if (!(target instanceof HTMLButtonElement) || !target.matches('.quiz-check')) return;
    const question = questionOf(target);
    const chosen = question?.querySelector<HTMLInputElement>('input:checked');
    if (!question || !chosen) return;
    settle(question);
    onAnswer(question);
    chosen.focus();
  });
}
