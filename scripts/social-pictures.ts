/**
 * Draws the pictures that networks show beside a link, one for each stop of the course and one for the course, into
 * `public/og/`. Run it when a title or the drawing of Papertrain has changed; the pictures are committed.
 *
 *   node scripts/social-pictures.ts
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchChromium } from '../e2e/browser.ts';
import { allStops, designSteps, stepName } from '#site/course-map.ts';
import { pictureHeight, pictureOf, pictureWidth, type StepIndex } from '#site/papertrain.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const font = readFileSync(join(root, 'src/styles/fonts/atkinson-next.woff2')).toString('base64');

interface Picture {
  readonly id: string;
  readonly label: string;
  readonly title: string;
  readonly line: string;
  readonly step: StepIndex;
}

/** The last stop shows the whole system, so it stands for the course and for the second track as well. */
const whole: StepIndex = 11;
const pictures: readonly Picture[] = [
  {
    id: 'course',
    label: 'An interactive course',
    title: 'Ten decisions between it works and it stays up',
    line: 'Architecting reactive systems: write one, and have it attacked.',
    step: whole,
  },
  ...allStops.map((stop) => ({
    id: stop.id,
    label: stepName(stop),
    title: stop.title,
    line: stop.question,
    step: (designSteps.includes(stop) ? designSteps.indexOf(stop) : whole) as StepIndex,
  })),
];

function drawing(step: StepIndex): string {
  const parts = pictureOf(step);
  const under = parts
    .filter(({ isNew }) => isNew)
    .map(({ path }) => `<path class="is-new" d="${path}"/>`);
  const over = parts.map(({ path, ink }) => `<path class="is-${ink}" d="${path}"/>`);
  return `<svg class="papertrain" viewBox="0 0 ${pictureWidth} ${pictureHeight}">${under.join('')}${over.join('')}</svg>`;
}

/** The page's own tokens and drawing rules, so that a picture never looks like another site's. */
const styles = `${read('src/styles/tokens.css')}
  @font-face { font-family: 'Atkinson Next'; src: url(data:font/woff2;base64,${font}); font-weight: 400 700 }
  :root { color-scheme: light }
  body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 64px 72px; display: grid;
    grid-template: auto 1fr auto / 1fr 420px; column-gap: 56px; background: var(--paper); color: var(--ink);
    font: 400 30px/1.35 var(--sans) }
  .wordmark { display: flex; align-items: center; gap: 14px; font-size: 40px; font-weight: 650; letter-spacing: -.02em }
  .wordmark svg { width: 52px }
  .label { justify-self: end; align-self: center; padding: .1em .5em; background: var(--mark); color: var(--on-mark); font-weight: 650 }
  h1 { align-self: center; margin: 0; font-size: 76px; line-height: 1.04; font-weight: 650; letter-spacing: -.03em; text-wrap: balance }
  figure { margin: 0; align-self: center }
  p { grid-column: 1 / -1; margin: 0; padding-top: 22px; border-top: 4px solid var(--ink); color: var(--ink-2) }
  .papertrain { display: block; width: 100%; overflow: visible; fill: none; stroke-linejoin: round; stroke-linecap: round }
  .is-line { stroke: var(--ink); stroke-width: 1.1 } .is-fill { fill: var(--ink) }
  .is-fault { stroke: var(--breach); stroke-width: 1.6 } .is-new { stroke: var(--mark-under); stroke-width: 6 }`;
const sign = read('src/components/Wordmark.astro').replace(/^---[\s\S]*?---/, '');

function page({ label, title, line, step }: Picture): string {
  return `<!doctype html><meta charset="utf-8"><style>${styles}</style>
    <div class="wordmark">${sign} Nines</div><div class="label">${label}</div>
    <h1>${title}</h1><figure>${drawing(step)}</figure><p>${line}</p>`;
}

const folder = join(root, 'public/og');
mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
const tab = await browser.newPage({ viewport: { width: 1200, height: 630 } });
for (const picture of pictures) {
  await tab.setContent(page(picture));
  await tab.evaluate('document.fonts.ready');
  writeFileSync(join(folder, `${picture.id}.png`), await tab.screenshot());
}
await browser.close();
console.log(`✓ ${pictures.length} pictures in public/og`);
