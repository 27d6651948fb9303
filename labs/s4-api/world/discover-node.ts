/** What runs on each discover node beside your `stockView`: the catalogue, with titles and blurbs. */
import { receive, reply, type Call } from 'nines';
import { isItem, titleOf } from './catalogue.ts';
import type { CatalogueRecord } from './owners.ts';
import type { ItemId } from './types.ts';

const blurb = 'A book that you will read on the train and miss your station for. '.repeat(30);

type Operation =
  | { readonly op: 'title'; readonly id: ItemId }
  | { readonly op: 'titles' | 'records'; readonly ids: readonly ItemId[] };

/** Answers what is asked of the catalogue. */
export async function catalogue(): Promise<void> {
  for (;;) {
    const { from, request } = await receive<Call<Operation>>();
    reply(from, answer(request));
  }
}

function answer(operation: Operation): unknown {
  switch (operation?.op) {
    case 'title':
      return title(operation.id);
    case 'titles':
      return operation.ids.map(title);
    case 'records':
      return operation.ids.filter(isItem).map(record);
    default:
      return { error: 'bad_request' };
  }
}

function title(id: unknown): string | undefined {
  return isItem(id) ? titleOf(id) : undefined;
}

function record(id: ItemId): CatalogueRecord {
  return { id, title: titleOf(id), blurb };
}
