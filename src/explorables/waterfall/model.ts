/**
 * A page that needs three attributes of each item, from two owners, in three shapes: one question after the other, all
 * questions at once, and one question for each owner with a list in it.
 */

/** Title from one owner; price and stock from another. */
const attributes = 3;
const owners = 2;
/** What the page has got: the time after which a reader notices. */
export const budgetMs = 60;
/** One answer in a hundred is late; nobody knows which. */
const lateShare = 0.01;

export const shapes = ['sequential', 'parallel', 'batched'] as const;
export type Shape = (typeof shapes)[number];

export const names: Readonly<Record<Shape, string>> = {
  sequential: 'One after the other',
  parallel: 'All at once',
  batched: 'One for each owner',
};

export interface Page {
  readonly items: number;
  /** A question and its answer. */
  readonly rttMs: number;
}

/** What a shape comes to. */
export interface Cost {
  readonly questions: number;
  /** Answers included. */
  readonly messages: number;
  readonly ms: number;
  readonly isInBudget: boolean;
  /** Chance that at least one of the answers is late, so that the page is. */
  readonly lateChance: number;
}

export function costOf(shape: Shape, { items, rttMs }: Page): Cost {
  const questions = shape === 'batched' ? owners : items * attributes;
  const ms = shape === 'sequential' ? questions * rttMs : rttMs;
  return {
    questions,
    messages: 2 * questions,
    ms,
    isInBudget: ms <= budgetMs,
    lateChance: 1 - (1 - lateShare) ** questions,
  };
}

/** How many items fit into the budget, if the page asks for one thing after the other. */
export function itemsInBudget(rttMs: number): number {
  return Math.floor(budgetMs / (attributes * rttMs));
}

/** A question as a bar: when it sets out and when its answer is there, and in which row it is drawn. */
export interface Bar {
  readonly row: number;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** All questions of a shape. Those that follow each other share a row; those that are on their way at once do not. */
export function barsOf(shape: Shape, page: Page): readonly Bar[] {
  const { questions } = costOf(shape, page);
  return Array.from({ length: questions }, (_, index) => {
    const isInRow = shape === 'sequential';
    const fromMs = isInRow ? index * page.rttMs : 0;
    return { row: isInRow ? 0 : index, fromMs, untilMs: fromMs + page.rttMs };
  });
}

/** Milliseconds as a person says them. */
export function spoken(ms: number): string {
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Number.isInteger(ms) ? ms : ms.toFixed(1)} ms`;
}

/** What the figure says in a sentence. */
export function verdictOf(page: Page): string {
  const sequential = costOf('sequential', page);
  const parallel = costOf('parallel', page);
  const batched = costOf('batched', page);
  if (!batched.isInBudget) return `One round trip is longer than the budget: no interface helps.`;
  if (sequential.isInBudget) {
    return `Even one after the other is in time. ${itemsInBudget(page.rttMs)} items are as many as fit.`;
  }
  return (
    `One after the other takes ${spoken(sequential.ms)}. All at once is as fast as one for each owner, ` +
    `and sends ${parallel.messages} messages where ${batched.messages} would do.`
  );
}
