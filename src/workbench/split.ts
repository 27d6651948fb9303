/**
 * A separator that can be moved, by dragging it or with the arrow keys, and whose place is remembered. It sets a custom
 * property of the page, in rem, so that a larger letter makes larger panes; style sheets say what that means.
 */

export interface SplitOptions {
  /** The custom property that it sets, e.g. `--code-height`; it is kept under the same name. */
  readonly property: `--${string}`;
  /** Which way it moves: `x` makes the pane before it wider, `y` higher. */
  readonly axis: 'x' | 'y';
  /** In rem. */
  readonly min: number;
  readonly max: number;
}

const stepRem = 1;
const bigStepRem = 5;

function remPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

function storageKey(property: string): string {
  return `nines:${property.slice(2)}`;
}

function keep(property: string, size: number | null): void {
  try {
    if (size === null) localStorage.removeItem(storageKey(property));
    else localStorage.setItem(storageKey(property), String(size));
  } catch {
    // Where nothing can be kept, the pane is as it was with the next page.
  }
}

/** What is remembered; null if nothing is, or nothing sensible. */
export function rememberedSize({ property, min, max }: SplitOptions): number | null {
  try {
    const size = Number.parseFloat(localStorage.getItem(storageKey(property)) ?? '');
    return size >= min && size <= max ? size : null;
  } catch {
    return null;
  }
}

/** Where a key moves a separator that stands at `size`; null for a key that means nothing here. */
export function sizeAfterKey(
  { key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>,
  size: number,
  { axis, min, max }: SplitOptions,
): number | null {
  const step = shiftKey ? bigStepRem : stepRem;
  const [less, more] = axis === 'x' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const wanted =
    key === less
      ? size - step
      : key === more
        ? size + step
        : key === 'Home'
          ? min
          : key === 'End'
            ? max
            : null;
  return wanted === null ? null : Math.min(max, Math.max(min, wanted));
}

/** Makes an element the separator behind `pane`. Gives a function that ends it. */
export function attachSplit(
  separator: HTMLElement,
  pane: HTMLElement,
  options: SplitOptions,
): () => void {
  const { property, axis, min, max } = options;
  const paneSize = (): number => {
    const { width, height } = pane.getBoundingClientRect();
    return (axis === 'x' ? width : height) / remPx();
  };
  const tell = (): void => {
    separator.setAttribute('aria-valuenow', String(Math.round(paneSize())));
  };
  const set = (size: number | null): void => {
    const { style } = document.documentElement;
    if (size === null) style.removeProperty(property);
    else style.setProperty(property, `${Math.min(max, Math.max(min, size)).toFixed(2)}rem`);
    tell();
  };
  separator.setAttribute('aria-valuemin', String(min));
  separator.setAttribute('aria-valuemax', String(max));
  const remembered = rememberedSize(options);
  if (remembered === null) tell();
  else set(remembered);

  const abort = new AbortController();
  const listen = { signal: abort.signal };
  let grabbed: number | null = null;
  const at = (event: PointerEvent): number => (axis === 'x' ? event.clientX : event.clientY);
  const down = (event: PointerEvent): void => {
    event.preventDefault();
    separator.focus();
    separator.setPointerCapture(event.pointerId);
    grabbed = paneSize() - at(event) / remPx();
  };
  const move = (event: PointerEvent): void => {
    if (grabbed !== null) set(grabbed + at(event) / remPx());
  };
  const up = (): void => {
    if (grabbed !== null) keep(property, paneSize());
    grabbed = null;
  };
  const press = (event: KeyboardEvent): void => {
    const size = event.key === 'Enter' ? null : sizeAfterKey(event, paneSize(), options);
    if (size === null && event.key !== 'Enter') return;
    event.preventDefault();
    set(size);
    keep(property, size);
  };
  const reset = (): void => {
    set(null);
    keep(property, null);
  };
  separator.addEventListener('pointerdown', down, listen);
  separator.addEventListener('pointermove', move, listen);
  separator.addEventListener('pointerup', up, listen);
  separator.addEventListener('pointercancel', up, listen);
  separator.addEventListener('keydown', press, listen);
  separator.addEventListener('dblclick', reset, listen);
  return () => abort.abort();
}
