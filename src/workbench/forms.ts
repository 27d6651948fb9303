/** The forms in which a story and a run are shown: each says the same. */
export type Form = 'drawing' | 'words' | 'table';

/** With the words on their buttons. */
export const forms: readonly (readonly [Form, string])[] = [
  ['drawing', 'Drawing'],
  ['words', 'In words'],
  ['table', 'Table'],
];
