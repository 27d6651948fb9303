/** What a shaded stretch is called in the drawing: the lab's name for the fault, else what it does. */
import type { TraceSpan } from '#grader/walk.ts';

/** A fault of the plan without a name of its own has only a number. */
const numberOnly = /^F\d+(\.\d+)*$/;

const words: Readonly<Record<string, string>> = {
  drop: 'message lost',
  delay: 'message late',
  duplicate: 'message doubled',
  hold: 'message held back',
  reorder: 'messages out of order',
  deliver: 'message delivered',
  partition: 'cut apart',
  ring: 'cut into a ring',
  cut: 'cut',
  heal: 'link healed',
  impair: 'link impaired',
  slow: 'slow',
  crash: 'crashed',
  restart: 'restarted',
  kill: 'process killed',
  hang: 'hangs',
  pause: 'hangs',
  frozen: 'hangs',
  down: 'down',
  skew: 'clock moved',
  leak: 'memory leaks',
  fillDisk: 'disk full',
};

export function spanWords({ kind, label, fork }: TraceSpan): string {
  const what = words[kind] ?? kind;
  if (fork !== null) return `your change: ${what}`;
  return numberOnly.test(label) ? what : label;
}
