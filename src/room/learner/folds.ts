/** Which parts of the dock are folded, kept by the tab: what was put away on one page does not cover the next. */
import { useState } from 'preact/hooks';

const key = 'nines:room-folds';

/** By part: what was new in it when it was folded or opened. */
export type Folds = Readonly<Record<string, string>>;

function read(): Folds {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Folds) : {};
  } catch {
    return {};
  }
}

export function useFolds(): readonly [Folds, (part: string, news: string) => void] {
  const [folds, setFolds] = useState(read);
  const set = (part: string, news: string): void => {
    const next = { ...folds, [part]: news };
    setFolds(next);
    try {
      sessionStorage.setItem(key, JSON.stringify(next));
    } catch {
      // Then the next page begins with all of them open.
    }
  };
  return [folds, set];
}
