/**
 * Papertrain, drawn as it grows: the same small picture for every step of the course, in which each decision adds its
 * part. A part appears with its step and stays; what the step adds is drawn over the highlighter.
 */

/** Position on the map: 0 is the prologue, 1 to 10 the steps, 11 the capstone. */
export type StepIndex = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11;

export interface Part {
  readonly since: StepIndex;
  /** Last step that shows it; left out for what stays. */
  readonly until?: StepIndex;
  /** SVG path data. */
  readonly path: string;
  readonly ink: 'line' | 'fill' | 'fault';
  /** Drawn without the highlighter, also when it is new. */
  readonly isQuiet?: boolean;
}

export const pictureWidth = 168;
export const pictureHeight = 106;

/** `box('10 20', 24, 14)`: its upper left corner, width and height. */
const box = (corner: string, width: number, height: number): string =>
  `M${corner}h${width}v${height}h${-width}z`;
const disc = (x: number, y: number, radius: number): string =>
  `M${x - radius} ${y}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0`;
const diamond = (x: number, y: number, radius: number): string =>
  `M${x} ${y - radius}l${radius} ${radius}l${-radius} ${radius}l${-radius} ${-radius}z`;

/** A field of processes, thirteen by nine; the one that crashed is left out. */
function processes(left: number, top: number): string {
  const dots: string[] = [];
  for (let row = 0; row < 9; row += 1)
    for (let column = 0; column < 13; column += 1)
      if (!(row === 2 && column === 7)) dots.push(disc(left + column * 8, top + row * 8, 1.6));
  return dots.join('');
}

/** Where the logic nodes stand: on the ring that step 2 closes. */
const ring = [
  { x: 84, y: 26 },
  { x: 110, y: 52 },
  { x: 84, y: 78 },
  { x: 58, y: 52 },
];
const fronts = [20, 44, 68];
const stores = [32, 60];
const nodeOnRing = ({ x, y }: { x: number; y: number }): string => box(`${x - 7} ${y - 7}`, 14, 14);
const store = (y: number, shift: number): string => {
  const x = 138 + shift;
  const at = y - shift;
  return `M${x} ${at}a9 3.5 0 0 1 18 0v11a9 3.5 0 0 1-18 0zM${x} ${at}a9 3.5 0 0 0 18 0`;
};

export const parts: readonly Part[] = [
  { since: 0, until: 0, path: box('22 8', 124, 86), ink: 'line', isQuiet: true },
  { since: 0, until: 0, path: processes(36, 19), ink: 'fill', isQuiet: true },
  { since: 0, until: 0, path: 'M89 32l6 6m0-6l-6 6', ink: 'fault' },
  { since: 1, path: fronts.map((y) => box(`10 ${y}`, 24, 14)).join(''), ink: 'line' },
  { since: 1, path: ring.map((node) => nodeOnRing(node)).join(''), ink: 'line' },
  { since: 1, path: stores.map((y) => store(y, 0)).join(''), ink: 'line' },
  {
    since: 2,
    path: 'M92 27.5a26 26 0 0 1 16.5 16.5M108.500 60a26 26 0 0 1-16.500 16.500M76 76.500a26 26 0 0 1-16.500-16.500M59.500 44a26 26 0 0 1 16.500-16.500',
    ink: 'line',
  },
  { since: 3, path: 'M35 27h12l10 17M35 51h15M35 75h12l10-15', ink: 'line' },
  { since: 3, path: 'M118 48h7v-10h12M118 56h7v12h12', ink: 'line' },
  { since: 4, path: box('38 17', 3, 68), ink: 'fill' },
  { since: 4, path: box('128 30', 3, 46), ink: 'fill' },
  { since: 5, path: 'M22 15C30 2 62 0 76 14M76 14l-6.500-1M76 14l-1-6.500', ink: 'line' },
  { since: 5, path: disc(84, 26, 2.6), ink: 'fill' },
  { since: 6, path: stores.map((y) => store(y, 4)).join(''), ink: 'line' },
  { since: 7, until: 7, path: diamond(110, 52, 11), ink: 'fault' },
  { since: 7, until: 7, path: 'M106 48l8 8m0-8l-8 8', ink: 'fault' },
  // Attacked and repaired: the scar stays.
  { since: 8, path: diamond(110, 52, 11), ink: 'line', isQuiet: true },
  { since: 8, path: box('10 85', 24, 9) + box('66 88', 12, 9) + box('90 88', 12, 9), ink: 'line' },
  { since: 9, path: 'M122 83v14M126 83v14M130 83v14M134 83v14M138 83l9 7l-9 7z', ink: 'line' },
  { since: 10, path: 'M8 102h40l5-6l6 9l5-3h98', ink: 'line' },
  { since: 11, path: box('2 1', 164, 104.5), ink: 'line' },
];

export interface PartOfStep extends Part {
  readonly isNew: boolean;
}

/** The parts of the picture at a step, those of the step itself marked as new. */
export function pictureOf(step: StepIndex): readonly PartOfStep[] {
  return parts
    .filter(({ since, until }) => since <= step && step <= (until ?? 11))
    .map((part) => ({ ...part, isNew: part.since === step && !part.isQuiet }));
}
