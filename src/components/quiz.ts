/**
 * The quiz, alive: an answer is given with a button and then explained; each new attempt has another order; what was
 * answered is kept in this browser. Without this script the questions still explain themselves, by selectors.
 */
import { shuffled } from '#site/shuffle.ts';

interface Answers {
  attempt: number;
  /** Question id -> number of the chosen option. */
  chosen: Record<string, string>;
}

function isAnswers(value: unknown): value is Answers {
  return (
    typeof value === 'object' &&
    value !== null &&
    'attempt' in value &&
    typeof value.attempt === 'number' &&
    'chosen' in value &&
    typeof value.chosen === 'object' &&
    value.chosen !== null
  );
}

class QuizForm extends HTMLElement {
  #answers: Answers = { attempt: 1, chosen: {} };

  connectedCallback(): void {
    this.#restore();
    this.#arrange();
    this.addEventListener('change', ({ target }) => {
      const check = this.#questionOf(target)?.querySelector<HTMLButtonElement>('.quiz-check');
      if (check) check.disabled = false;
    });
    this.addEventListener('click', ({ target }) => {
      if (!(target instanceof HTMLButtonElement)) return;
      if (target.matches('.quiz-check')) this.#answer(target);
      if (target.matches('.quiz-again')) this.#again();
    });
  }

  get #key(): string {
    return `nines:quiz:${this.dataset['chapter'] ?? ''}`;
  }

  get #questions(): readonly HTMLFieldSetElement[] {
    return [...this.querySelectorAll('fieldset')];
  }

  #questionOf(target: EventTarget | null): HTMLFieldSetElement | null {
    return target instanceof Element ? target.closest('fieldset') : null;
  }

  #restore(): void {
    try {
      const saved: unknown = JSON.parse(localStorage.getItem(this.#key) ?? 'null');
      if (isAnswers(saved)) this.#answers = saved;
    } catch {
      // Nothing readable was kept: begin with the first attempt.
    }
  }

  #save(): void {
    try {
      localStorage.setItem(this.#key, JSON.stringify(this.#answers));
    } catch {
      // The answers last as long as the page.
    }
  }

  /** Puts the options into this attempt's order and shows what has been answered in it. */
  #arrange(): void {
    for (const question of this.#questions) {
      const id = question.dataset['question'] ?? '';
      const options = [...question.querySelectorAll<HTMLElement>('.quiz-option')].toSorted(
        (a, b) => Number(a.dataset['option']) - Number(b.dataset['option']),
      );
      const legend = question.querySelector('legend');
      legend?.after(...shuffled(options, `${id} ${this.#answers.attempt}`));
      const chosen = this.#answers.chosen[id];
      delete question.dataset['answered'];
      for (const input of question.querySelectorAll('input')) {
        input.checked = input.value === chosen;
        input.disabled = false;
      }
      const check = question.querySelector<HTMLButtonElement>('.quiz-check');
      if (check) check.disabled = true;
      this.#say(question, '');
      if (chosen !== undefined) this.#settle(question);
    }
    this.#score();
  }

  #say(question: HTMLElement, text: string): void {
    const result = question.querySelector('.quiz-result');
    if (result) result.textContent = text;
  }

  /** Shows the explanations of an answered question. */
  #settle(question: HTMLFieldSetElement): void {
    question.dataset['answered'] = '';
    for (const input of question.querySelectorAll('input')) input.disabled = !input.checked;
    const right = question.querySelector('.is-correct');
    const isRight = right?.querySelector('input')?.checked ?? false;
    const answer = right?.querySelector('label')?.textContent?.trim() ?? '';
    this.#say(question, isRight ? 'Yes.' : `Not this one. The answer is: ${answer}`);
  }

  #answer(button: HTMLButtonElement): void {
    const question = this.#questionOf(button);
    const chosen = question?.querySelector<HTMLInputElement>('input:checked');
    if (!question || !chosen) return;
    this.#answers.chosen[question.dataset['question'] ?? ''] = chosen.value;
    this.#settle(question);
    this.#score();
    this.#save();
    chosen.focus();
  }

  #score(): void {
    const answered = this.#questions.filter((question) => 'answered' in question.dataset);
    const right = answered.filter((question) => question.querySelector('.is-correct :checked'));
    const score = this.querySelector('.quiz-score');
    if (!score) return;
    score.textContent =
      answered.length === 0
        ? `${this.#questions.length} questions`
        : `${right.length} of ${answered.length} right, ${this.#questions.length - answered.length} to go`;
  }

  #again(): void {
    this.#answers = { attempt: this.#answers.attempt + 1, chosen: {} };
    this.#save();
    this.#arrange();
    const first = this.#questions[0];
    first?.scrollIntoView({ block: 'start' });
    first?.querySelector('input')?.focus({ preventScroll: true });
  }
}

customElements.define('quiz-form', QuizForm);
