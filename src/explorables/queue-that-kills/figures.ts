/** What a run comes to: Little's law over ten seconds of it, its figures, and the sentences about them. */
import { scene, type Second, type Setting, type Turn } from './scene.ts';

/** Mean of a field over the seconds from one to another. */
export function mean(
  seconds: readonly Second[],
  field: keyof Second,
  [from, until]: readonly [number, number],
): number {
  const part = seconds.slice(from, until);
  return part.reduce((sum, second) => sum + second[field], 0) / Math.max(1, part.length);
}

/** The ten seconds around one, as far as the run goes. */
export function windowAt(seconds: readonly Second[], at: number): readonly [number, number] {
  const until = Math.min(seconds.length, Math.max(10, at + 5));
  return [Math.max(0, until - 10), until];
}

/** The three sizes of Little's law, each measured by itself over the same seconds. */
export interface Little {
  /** L: how many were inside, on average. */
  readonly inside: number;
  /** λ: let in, per second. */
  readonly letIn: number;
  /** Left, per second; as many as were let in, if nothing piles up. */
  readonly left: number;
  /** W: time inside in seconds, the mean of those who left. Null: nobody did. */
  readonly insideS: number | null;
}

export function little(seconds: readonly Second[], window: readonly [number, number]): Little {
  const left = mean(seconds, 'left', window);
  return {
    inside: mean(seconds, 'inside', window),
    letIn: mean(seconds, 'letIn', window),
    left,
    insideS: left === 0 ? null : mean(seconds, 'insideMs', window) / left / 1_000,
  };
}

/** True if about as many leave as are let in: only then does the law speak of these ten seconds alone. */
export const isSteady = ({ letIn, left }: Little): boolean =>
  Math.abs(letIn - left) <= 0.05 * letIn;

export interface Outcome {
  /** Answers in time per second: during the surge, and when it has been over for 5 to 30 s. */
  readonly inSurge: number;
  readonly after: number;
  /** The same in the last ten seconds: after a cure that came late. */
  readonly atLast: number;
  /** Seconds inside, and how many were inside, during the surge. */
  readonly surgeInsideS: number;
  readonly surgeInside: number;
}
const surge = [32, 60] as const;
const after = [65, 90] as const;
const lastTen = [110, 120] as const;

export function outcomeOf(seconds: readonly Second[]): Outcome {
  const during = little(seconds, surge);
  return {
    inSurge: mean(seconds, 'inTime', surge),
    after: mean(seconds, 'inTime', after),
    atLast: mean(seconds, 'inTime', lastTen),
    surgeInsideS: during.insideS ?? 0,
    surgeInside: during.inside,
  };
}

/** Longest queue of use: who is last in it has just time left for the service. */
export const usefulBound =
  (scene.capacity * (scene.deadlineMs - scene.serviceFixedMs - scene.serviceRandomMs)) / 1_000;

export const whole = (value: number): string => Math.round(value).toLocaleString('en');
export const sayBound = (bound: number | null): string =>
  bound === null ? 'no bound' : `bound ${bound.toLocaleString('en')}`;

export function sayPlan({ surge: perSecond, bound, maxWait, slow }: Setting): string {
  const wait = maxWait ? ', maximum wait 1 s' : '';
  const payHub = slow ? ', PayHub slow' : '';
  return `${sayBound(bound)}${wait}${payHub}, surge ${perSecond.toLocaleString('en')}/s`;
}

export const sayTurn = ({ atS, setting }: Turn): string => `at ${atS} s: ${sayPlan(setting)}`;

export const sayOutcome = ({ inSurge, after: later, atLast }: Outcome): string =>
  `In the surge ${whole(inSurge)} a second are answered in time, 5 to 30 s after it ${whole(later)}, in the last 10 s ${whole(atLast)}.`;

/** What the ten seconds show, in figures that the reader can check. */
export function explain(figures: Little): string {
  const { inside, letIn, left, insideS } = figures;
  if (insideS === null) return 'Nobody has left yet.';
  if (!isSteady(figures)) {
    const by = whole(Math.abs(letIn - left));
    return letIn > left
      ? `What is inside grows by ${by} a second, so the two sides do not meet: those who come now will be inside for longer than those who leave now.`
      : `What is inside shrinks by ${by} a second, so the two sides do not meet: those who leave now came in when it was longer.`;
  }
  const sum = `${whole(inside)} inside, ${whole(letIn)} a second: ${insideS.toFixed(2)} s.`;
  const slack = scene.deadlineMs / 1_000;
  if (insideS > slack) return `${sum} A customer waits for ${slack} s, so PayHub works for nobody.`;
  return `${sum} A customer waits for ${slack} s, so most answers find somebody.`;
}
