/**
 * The quiz, alive: an answer is given with a button and then explained; each new attempt has another order; what was
 * answered is kept in this browser. Without this script the questions still explain themselves, by selectors.
 */
import { remember } from '#review/store.ts';
import css from '#styles/quiz.css?inline';
import { arrange, isRight, listen, promptOf, settle } from './quiz-question.ts';

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

function resultOf(question: HTMLFieldSetElement): HTMLLIElement {
  const item = document.createElement('li');
  item.className = isRight(question) ? 'is-right' : 'is-wrong';
  const mark = document.createElement('span');
  mark.textContent = isRight(question) ? '✓ right' : '✗ wrong';
  const link = document.createElement('a');
  link.href = `#${question.id}`;
  link.textContent = promptOf(question);
  item.append(mark, link);
  return item;
}

class QuizForm extends HTMLElement {
  #answers: Answers = { attempt: 1, chosen: {} };

  connectedCallback(): void {
    this.#restore();
    this.#arrange();
    listen(this, (question) => this.#answer(question));
    this.querySelector('.quiz-again')?.addEventListener('click', () => this.#again());
  }

  get #chapter(): string {
    return this.dataset['chapter'] ?? '';
  }

  get #key(): string {
    return `nines:quiz:${this.#chapter}`;
  }

  get #questions(): readonly HTMLFieldSetElement[] {
    return [...this.querySelectorAll('fieldset')];
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
      arrange(question, `${id} ${this.#answers.attempt}`);
      const chosen = this.#answers.chosen[id];
      const input = [...question.querySelectorAll('input')].find(({ value }) => value === chosen);
      if (!input) continue;
      input.checked = true;
      settle(question);
    }
    this.#score();
  }

  #answer(question: HTMLFieldSetElement): void {
    const id = question.dataset['question'] ?? '';
    this.#answers.chosen[id] = question.querySelector<HTMLInputElement>(':checked')?.value ?? '';
    remember(`${this.#chapter}/${id}`, isRight(question));
    this.#score();
    this.#save();
  }

  #score(): void {
    const all = this.#questions;
    const answered = all.filter((question) => 'answered' in question.dataset);
    const right = answered.filter((question) => isRight(question)).length;
    const score = this.querySelector('.quiz-score');
    const toGo = all.length - answered.length;
    const isOver = toGo === 0;
    if (score) {
      if (answered.length === 0) score.textContent = `${all.length} questions`;
      else if (isOver) score.textContent = `${right} of ${all.length} right`;
      else score.textContent = `${right} of ${answered.length} right, ${toGo} to go`;
    }
    const results = this.querySelector<HTMLElement>('.quiz-results');
    if (!results) return;
    results.hidden = !isOver;
    results.replaceChildren(...(isOver ? all.map((question) => resultOf(question)) : []));
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

const sheet = new CSSStyleSheet();
sheet.replaceSync(css);
document.adoptedStyleSheets.push(sheet);
customElements.define('quiz-form', QuizForm);

/** Takes a quiz from its own page and puts it in the place that a chapter keeps for it. If that fails, the link stays. */
export async function bring(embed: HTMLElement): Promise<void> {
  const reply = await fetch(embed.dataset['page'] ?? '');
  if (!reply.ok) return;
  const other = new DOMParser().parseFromString(await reply.text(), 'text/html');
  const form = other.querySelector('quiz-form');
  if (form) embed.replaceWith(document.importNode(form, true));
}
