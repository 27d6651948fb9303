/** What Papertrain’s functions do when they are called, and the CPU time that this takes. */
import { nif, work } from 'nines';

/** Puts books into a cart: gives the new one. */
export async function putIn(
  cart: readonly string[],
  books: readonly string[],
): Promise<readonly string[]> {
  await work(books.length);
  return [...cart, ...books];
}

/** Prices, taxes and vouchers of an order: gives cents. */
export async function totalOf(cart: readonly string[]): Promise<number> {
  await work(5);
  return priceOf(cart);
}

const prices: { readonly [title: string]: number } = {
  Dracula: 1_290,
  Middlemarch: 1_850,
  Emma: 990,
  'Moby-Dick': 1_480,
  'The Time Machine': 720,
  'Jane Eyre': 1_150,
};

/** What books cost together, in cents. */
export function priceOf(books: readonly string[]): number {
  return books.reduce((sum, title) => sum + (prices[title] ?? 0), 0);
}

/** Looks through the index. */
export async function find(words: string): Promise<readonly string[]> {
  await work(40);
  return Object.keys(prices).filter((title) => title.includes(words));
}

/** One title sends the typesetter, which is written in C, into a loop that somebody ends after half a minute. */
const pathological = 'Finnegans Wake';

/** Prints an invoice. */
export async function printInvoice(title: string): Promise<void> {
  if (title === pathological) await nif(30_000);
  else await work(400);
}

/** Makes a small picture of a large one. A library in C does it; some pictures crash it, and the machine with it. */
export async function shrink(picture: string): Promise<string> {
  await nif(50);
  return `small ${picture}`;
}

/** Renders a page; `web.render` does this for you with whatever `handle` gives it. */
export async function renderPage(): Promise<void> {
  await work(4);
}
