/** The kinds of faults that a plan can hold, by name: all that a page or a reader of recipes needs to know of them. */
export const faultKinds = [
  'crash',
  'restart',
  'hang',
  'pause',
  'kill',
  'partition',
  'cut',
  'drop',
  'delay',
  'duplicate',
  'reorder',
  'hold',
  'wiretap',
  'slow',
  'signal',
  'skew',
  'clockJump',
  'leak',
  'fillDisk',
  'loseWrites',
  'poison',
  'surge',
  'buggify',
] as const;

export type FaultKind = (typeof faultKinds)[number];
