/** Decks as views have them: on their way, here, or why not. */
import { useEffect, useState } from 'preact/hooks';
import { loadDeck, loadDeckNames, type Deck, type DeckName } from './deck.ts';

export type Fetched<Value> =
  | { readonly kind: 'coming' }
  | { readonly kind: 'here'; readonly value: Value }
  | { readonly kind: 'missing'; readonly why: string };

function useFetched<Value>(load: () => Promise<Value>, key: string): Fetched<Value> {
  const [fetched, setFetched] = useState<Fetched<Value>>({ kind: 'coming' });
  useEffect(() => {
    let isWanted = true;
    setFetched({ kind: 'coming' });
    load().then(
      (value) => isWanted && setFetched({ kind: 'here', value }),
      (error: unknown) =>
        isWanted &&
        setFetched({
          kind: 'missing',
          why: error instanceof Error ? error.message : String(error),
        }),
    );
    return () => {
      isWanted = false;
    };
  }, [key]);
  return fetched;
}

/** The deck of a chapter. */
export function useDeck(chapter: string): Fetched<Deck> {
  return useFetched(() => loadDeck(chapter), chapter);
}

/** All chapters. */
export function useDeckNames(): Fetched<readonly DeckName[]> {
  return useFetched(loadDeckNames, '');
}
