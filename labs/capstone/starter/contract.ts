/** What a page is asked for, by version: version 2 adds a wish, and asks nobody who has never heard of it for one. */
import type { PageFields } from './types.ts';

export const fields: PageFields = {
  title: { type: 'number', since: 1 },
  wish: { type: 'flag', since: 2, default: false },
};
