/** How figures of a night are written: the same on the diploma, in its Markdown and in the control room. */
/** `99.97 %`; as many digits as it takes to tell it from 100 %, five at most, and always rounded down. */
export function sayShare(share: number): string {
  if (share >= 1) return '100 %';
  const failed = Math.max(0, 1 - share);
  const digits = Math.min(5, Math.max(2, Math.ceil(-Math.log10(failed)) - 2));
  const scale = 10 ** digits;
  // A hair above the figure below it is that figure: 0.995 is not quite 99.5 % in a machine.
  return `${(Math.floor(share * 100 * scale + 1e-6) / scale).toFixed(digits)} %`;
}

/** `3.5`, cut off and not rounded; `–` where nothing failed, which no night is long enough to call infinite. */
export function sayNines(nines: number | null): string {
  return nines === null ? '–' : (Math.floor(Math.max(0, nines) * 10 + 1e-9) / 10).toFixed(1);
}

/** What a night without a failure has shown all the same: at most 3 in so many fail, with 95 % of confidence. */
export function sayNinesShown(total: number): string {
  return `≥ ${sayNines(Math.log10(total / 3))}`;
}

/** `13:20`; with the fraction where it is asked for: `13:20.5`. */
export function sayClock(ms: number, digits = 0): string {
  const all = Math.floor((ms / 1_000) * 10 ** digits) / 10 ** digits;
  const minutes = Math.floor(all / 60);
  return `${minutes}:${(all - minutes * 60).toFixed(digits).padStart(digits > 0 ? 3 + digits : 2, '0')}`;
}

/** `4.2 s`, `1 min 12 s`. */
export function saySpan(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  const seconds = ms / 1_000;
  if (seconds < 60)
    return `${seconds < 10 ? seconds.toFixed(1).replace(/\.0$/, '') : Math.round(seconds)} s`;
  const whole = Math.round(seconds);
  const rest = whole % 60;
  return `${Math.floor(whole / 60)} min${rest === 0 ? '' : ` ${rest} s`}`;
}

/** What a function is called in a sentence. */
export const functionWords = {
  browse: 'Browse',
  cart: 'Cart',
  order: 'Order',
  chat: 'Chat',
  presence: 'Presence',
  vote: 'Vote',
} as const;

/** With a capital at its beginning. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** `1.12 ×`. */
export function sayRatio(ratio: number): string {
  return `${ratio.toFixed(2)} ×`;
}

const chapterNames: Readonly<Record<string, string>> = {
  'p-presence': 'Prologue',
  capstone: 'Capstone',
};

/** `Step 5` for `s5-retry`. */
export function sayChapter(chapter: string): string {
  const [, step] = /^s(\d+)-/.exec(chapter) ?? [];
  return step === undefined ? (chapterNames[chapter] ?? chapter) : `Step ${step}`;
}
