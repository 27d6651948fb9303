/** Signs of life in the words of a cell. */
import type { Sign } from '#workshop/signs.ts';

/** `3 min ago`, `silent 6 min ago`, `away 2 min ago`, `left`. */
export function signWords(sign: Sign, lastAgo: string): string {
  switch (sign) {
    case 'here':
      return lastAgo;
    case 'silent':
      return `silent, ${lastAgo}`;
    case 'away':
      return `away, ${lastAgo}`;
    case 'left':
      return 'left';
    case 'unseen':
      return `read off, ${lastAgo}`;
  }
}
