/** The time machine in a tab, as the tests of labs, figures and links handle it. */
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { BrowserContext } from 'playwright-core';
import { expect } from 'vitest';
import { LabPage, openChromiumTab, until } from './pages.ts';
import type { Reader } from './reader.ts';

/** A run that can be walked through, in a tab. */
export class MachinePage extends LabPage {
  /** Waits until the run has been played and drawn. */
  async opened(): Promise<void> {
    const failure = `document.querySelector('.tm-waiting [role=alert]')`;
    await until(
      this.tab,
      `document.querySelector('.tm-canvas canvas') !== null || ${failure} !== null`,
    );
    expect(await this.tab.read(`${failure}?.innerText ?? null`)).toBe(null);
    await until(this.tab, `document.querySelector('.tm-wait') === null`);
  }

  async walk(): Promise<void> {
    await this.tab.click('[data-act="walk"]');
    await this.opened();
  }

  sentence(): Promise<string> {
    return this.tab.read(`document.querySelector('.tm-sentence').innerText`);
  }

  /** Where the cursor stands, as `69 of 75`. */
  position(): Promise<string> {
    return this.tab.read(`document.querySelector('.tm-position span').textContent`);
  }

  hash(pane = '.tm-hash'): Promise<string> {
    return this.tab.read(`document.querySelector('${pane}').textContent`);
  }

  /** Waits until the state at the cursor is there; gives what the panel says. */
  async panel(): Promise<string> {
    const panel = `document.querySelector('.tm-panel:not(.is-coming)')`;
    await until(this.tab, `${panel} !== null && ${panel}.innerText.length > 0`);
    return this.tab.read(`${panel}.innerText`);
  }

  /** Steps with a key until the sentence fits. */
  async stepTo(key: string, wanted: RegExp): Promise<void> {
    for (let step = 0; step < 200; step += 1) {
      if (wanted.test(await this.sentence())) return this.rested();
      await this.tab.press(key);
    }
    throw new Error(`no event ${String(wanted)}; the last was ${await this.sentence()}`);
  }

  /** Waits until the cursor has come to rest: what can be changed there is shown then. */
  async rested(): Promise<void> {
    await until(
      this.tab,
      `document.querySelector('.tm-foot').dataset.at === document.querySelector('.tm-slider input').value`,
    );
  }

  /** Presses “Copy link” and gives what a browser would have put on the clipboard. */
  async link(): Promise<string> {
    await this.tab.read(
      `void (navigator.clipboard.writeText = async (text) => void (window.copied = text))`,
    );
    await this.press('Copy link');
    return until(this.tab, 'window.copied');
  }

  async violations(inside: string): Promise<string[]> {
    await this.tab.read(axe.source);
    return this.tab.read(
      `axe.run('${inside}').then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ' ' + html.slice(0, 160))))`,
    );
  }
}

/** A file of the lab that most of these tests are about. */
export function labFile(folder: 'starter' | 'solution', file: string): string {
  return readFileSync(new URL(`../labs/s5-retry/${folder}/${file}`, import.meta.url), 'utf8');
}

/** An empty tab, of somebody else unless a context is given. */
export async function openMachine(reader: Reader, context?: BrowserContext): Promise<MachinePage> {
  return new MachinePage(await openChromiumTab(context ?? (await reader.newContext())));
}

/** The failure of a lab's starter, in the time machine. */
export async function openFailure(reader: Reader, lab: string): Promise<MachinePage> {
  const page = await openMachine(reader);
  await page.open(`${reader.site.url}/labs/${lab}/`);
  expect(await page.verdict('Run')).toBe('failed');
  await page.walk();
  return page;
}
