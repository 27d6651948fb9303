/**
 * The last states of the instructor's editor, kept in this tab: who looks away finds what was there a minute ago. A reload
 * keeps them as far as the browser does.
 */
import { signal, type ReadonlySignal } from '@preact/signals';
import type { Session } from '#workshop/session.ts';

export type MirrorState = NonNullable<Session['mirror']>;

const key = 'nines:mirror-history';
/** States that are kept, and characters of all of them. */
const statesMax = 20;
const charactersMax = 400_000;
/** While one types, states follow each other every two seconds: those nearer than this replace the one before. */
const apartMs = 10_000;

/** The states with one more: what is typed in a stretch counts as one, unless it is another file. Pure. */
export function withState(
  states: readonly MirrorState[],
  next: MirrorState,
): readonly MirrorState[] {
  const last = states.at(-1);
  if (last && last.file === next.file && last.text === next.text) return states;
  const before = states.at(-2);
  const isStretch =
    last?.file === next.file && before?.file === next.file && next.atMs - before.atMs < apartMs;
  const all = [...(isStretch ? states.slice(0, -1) : states), next].slice(-statesMax);
  while (all.length > 1 && all.reduce((sum, { text }) => sum + text.length, 0) > charactersMax)
    all.shift();
  return all;
}

function isState(value: unknown): value is MirrorState {
  return (
    typeof value === 'object' &&
    value !== null &&
    'file' in value &&
    typeof value.file === 'string' &&
    'text' in value &&
    typeof value.text === 'string' &&
    'lab' in value &&
    typeof value.lab === 'string' &&
    'atMs' in value &&
    typeof value.atMs === 'number'
  );
}

function read(): readonly MirrorState[] {
  try {
    const value: unknown = JSON.parse(sessionStorage.getItem(key) ?? '[]');
    return Array.isArray(value) ? value.filter(isState) : [];
  } catch {
    return [];
  }
}

let states: ReturnType<typeof signal<readonly MirrorState[]>> | null = null;

function kept() {
  states ??= signal(read());
  return states;
}

/** The states, the newest last. */
export function mirrorHistory(): ReadonlySignal<readonly MirrorState[]> {
  return kept() as ReadonlySignal<readonly MirrorState[]>;
}

/** Adds what the editor shows now. */
export function rememberMirror(mirror: MirrorState): void {
  const before = mirrorHistory().peek();
  const next = withState(before, mirror);
  if (next === before) return;
  kept().value = next;
  try {
    sessionStorage.setItem(key, JSON.stringify(next));
  } catch {
    // Then they last as long as the page.
  }
}
