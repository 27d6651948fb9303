/** The site's colours as a canvas wants them: custom properties, read back as the browser computed them. */

export interface Palette {
  readonly paper: string;
  readonly ink: string;
  readonly quietInk: string;
  readonly label: string;
  readonly rule: string;
  readonly lane: string;
  readonly fault: string;
  readonly onBreach: string;
  readonly under: string;
  readonly font: string;
  readonly stroke: number;
}

/** Reads the palette as it holds below `parent`. */
export function readPalette(parent: HTMLElement): Palette {
  const probe = document.createElement('span');
  probe.hidden = true;
  parent.append(probe);
  const colour = (name: string): string => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = {
    paper: colour('paper'),
    ink: colour('ink'),
    quietInk: colour('ink-2'),
    label: colour('ink-3'),
    rule: colour('rule'),
    lane: colour('lane'),
    fault: colour('breach'),
    onBreach: colour('on-breach'),
    under: colour('mark-under'),
    font: getComputedStyle(parent).fontFamily,
    stroke: Number.parseFloat(getComputedStyle(parent).getPropertyValue('--stroke')) || 1.5,
  };
  probe.remove();
  return palette;
}

/** Calls back whenever the colours may have changed; gives a function that ends it. */
export function watchPalette(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true });
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    for (const query of queries) query.removeEventListener('change', changed);
  };
}
