/** The review: what is due today, taken from the pages of the quizzes, asked in another order, and put back in its box. */
import { dayOf, dueOn, nextDay } from '#review/schedule.ts';
import { loadCards, remember } from '#review/store.ts';
import { arrange, isRight, listen } from './quiz-question.ts';

/** What one sits through gladly; the rest is due tomorrow as well. */
const questionsMost = 12;
const dayMs = 86_400_000;

function dayName(day: number, today: number): string {
  if (day - today === 1) return 'tomorrow';
  const date = new Date(day * dayMs);
  return `on ${date.toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })}`;
}

class ReviewForm extends HTMLElement {
  /** Quizzes that were fetched: chapter -> its page. */
  readonly #pages = new Map<string, Promise<Document>>();

  connectedCallback(): void {
    listen(this, (question) => {
      remember(question.dataset['card'] ?? '', isRight(question));
      this.#sum();
    });
    void this.#ask();
  }

  #say(text: string): void {
    const status = this.querySelector('.review-status');
    if (status) status.textContent = text;
  }

  #page(chapter: string): Promise<Document> {
    let page = this.#pages.get(chapter);
    page ??= fetch(`${this.dataset['pages'] ?? ''}${chapter}/`).then(async (reply) =>
      new DOMParser().parseFromString(reply.ok ? await reply.text() : '', 'text/html'),
    );
    this.#pages.set(chapter, page);
    return page;
  }

  /** The question of a card, or null if the course has it no more. */
  async #question(card: string, today: number): Promise<HTMLFieldSetElement | null> {
    const [chapter = '', id = ''] = card.split('/');
    const page = await this.#page(chapter).catch(() => null);
    const found = page?.querySelector<HTMLFieldSetElement>(
      `fieldset[data-question="${CSS.escape(id)}"]`,
    );
    if (!found) return null;
    const question = document.importNode(found, true);
    question.dataset['card'] = card;
    question.querySelector('.number')?.remove();
    arrange(question, `${card} ${today}`);
    return question;
  }

  async #ask(): Promise<void> {
    const cards = loadCards();
    const today = dayOf(new Date());
    const due = dueOn(cards, today).slice(0, questionsMost);
    const questions = await Promise.all(due.map((card) => this.#question(card, today)));
    const found = questions.filter((question) => question !== null);
    this.querySelector('.review-questions')?.replaceChildren(...found);
    if (found.length > 0) {
      this.#say(
        `${found.length} ${found.length === 1 ? 'question is' : 'questions are'} due today.`,
      );
      return;
    }
    const next = nextDay(cards);
    this.#say(
      next === null
        ? 'Nothing yet: answer the questions at the end of a chapter, and they come back here.'
        : `Nothing is due today. The next question comes ${dayName(next, today)}.`,
    );
  }

  #sum(): void {
    const all = [...this.querySelectorAll('fieldset')];
    const answered = all.filter((question) => 'answered' in question.dataset);
    const right = answered.filter((question) => isRight(question)).length;
    if (answered.length < all.length) return;
    const next = nextDay(loadCards());
    const when =
      next === null ? '' : ` The next question comes ${dayName(next, dayOf(new Date()))}.`;
    this.#say(`Done for today: ${right} of ${all.length} right.${when}`);
    this.querySelector<HTMLElement>('.review-status')?.focus();
  }
}

customElements.define('review-form', ReviewForm);
