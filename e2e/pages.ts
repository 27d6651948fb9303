/**
 * What tests do with a page, in one vocabulary for both browsers, and the workbench of a lab as a learner meets it.
 * Tests say what is on the page by roles and words; the few selectors they need stand here.
 */
import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import type { BrowserContext as FirefoxContext, Page as FirefoxPage } from 'puppeteer-core';

/** What a page does on its own is done within this time, on however busy a machine. */
const patienceMs = 150_000;
/** The button that is to be pressed carries it. */
const mark = 'data-test-target';

/** A tab of either browser. */
export interface Tab {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  /** Runs an expression in the page. */
  read<T>(expression: string): Promise<T>;
  /** Rejects when nothing could be clicked for so long. */
  click(selector: string, timeoutMs?: number): Promise<void>;
  press(key: string): Promise<void>;
  type(text: string): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  close(): Promise<void>;
}

/** A tab of Chromium. */
export async function openChromiumTab(context: BrowserContext): Promise<Tab> {
  const page: Page = await context.newPage();
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    read: (expression) => page.evaluate(expression),
    click: (selector, timeout = patienceMs) => page.click(selector, { timeout }),
    press: (key) => page.keyboard.press(key),
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewportSize({ width, height }),
    close: () => page.close(),
  };
}

/** A tab of Firefox. */
export async function openFirefoxTab(context: FirefoxContext): Promise<Tab> {
  const page: FirefoxPage = await context.newPage();
  const press = async (key: string): Promise<void> => {
    const keys = key.split('+');
    const last = keys.pop() ?? '';
    for (const held of keys) await page.keyboard.down(held as 'Control');
    await page.keyboard.press(last as 'Enter');
    for (const held of keys.toReversed()) await page.keyboard.up(held as 'Control');
  };
  return {
    goto: async (url) => void (await page.goto(url)),
    reload: async () => void (await page.reload()),
    read: async <T>(expression: string) => (await page.evaluate(expression)) as T,
    click: async (selector, timeout = patienceMs) => {
      await page.locator(selector).setTimeout(timeout).click();
    },
    press,
    type: (text) => page.keyboard.type(text),
    resize: (width, height) => page.setViewport({ width, height }),
    close: () => page.close(),
  };
}

const pollMs = 30;

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Waits until an expression is truthy in the page, and gives its value; says which one never was. */
export async function until<T>(tab: Tab, expression: string): Promise<T> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await tab.read<T>(expression);
    if (value) return value;
    if (performance.now() > end) {
      const seen = await tab.read<string>('document.body.innerText.slice(0, 600)');
      throw new Error(`Not within ${patienceMs} ms: ${expression}\nThe page says:\n${seen}`);
    }
    await pause(pollMs);
  }
}

function quoted(text: string): string {
  return JSON.stringify(text);
}

/** The text of the open file in the page: in the plain text field, else as it was built. */
const shownText = `document.querySelector('.plain-field')?.value
  ?? document.querySelector('.static-code:not([hidden]) pre')?.textContent`;

/** What tests ask of a draft in the database. */
interface StoredDraft {
  readonly contentHash: string;
  readonly texts: Readonly<Record<string, string>>;
  readonly hintsOpen: number;
}

/** The workbench of one lab in a tab. */
export class LabPage {
  readonly tab: Tab;

  constructor(tab: Tab) {
    this.tab = tab;
  }

  /** Opens a page with a lab on it and waits until the lab is awake and its draft is there. */
  async open(url: string): Promise<void> {
    await this.tab.goto(url);
    await this.#awake();
  }

  async reload(): Promise<void> {
    await this.tab.reload();
    await this.#awake();
  }

  /** A chapter takes its lab from the lab's page when it comes near; a lab wakes when it is in view. */
  async #awake(): Promise<void> {
    await until(
      this.tab,
      `(() => {
        if (document.querySelector('[data-lab][data-ready]') !== null) return true;
        // Again and again: what comes to life above it pushes it out of sight.
        document.querySelector('[data-lab], lab-embed')?.scrollIntoView({ behavior: 'instant' });
        return false;
      })()`,
    );
  }

  /** Presses the button or opens the menu entry with this text; again, if it was drawn anew in between. */
  async press(text: string): Promise<void> {
    const end = performance.now() + patienceMs;
    for (;;) {
      await this.#mark(text);
      try {
        await this.tab.click(`[${mark}]`, 5_000);
        return;
      } catch (error) {
        if (performance.now() > end) throw error;
      }
    }
  }

  async #mark(text: string): Promise<void> {
    await until(
      this.tab,
      `(() => {
        const all = [...document.querySelectorAll('.lab button, .lab summary')];
        const found = all.find((one) => one.innerText.trim().startsWith(${quoted(text)}) && one.checkVisibility());
        document.querySelectorAll('[${mark}]').forEach((one) => one.removeAttribute('${mark}'));
        found?.setAttribute('${mark}', '');
        return found !== undefined;
      })()`,
    );
  }

  async menu(text: string): Promise<void> {
    await this.press('More');
    await this.press(text);
  }

  /** Waits until the code editor takes what is typed. */
  async inEditor(): Promise<void> {
    await until(this.tab, `document.querySelector('.monaco-editor.focused') !== null`);
  }

  /** Waits until the code editor has underlined a mistake. */
  async underlined(): Promise<void> {
    await until(this.tab, `document.querySelector('.squiggly-error') !== null`);
  }

  /** Switches to the plain text field, whatever was open. */
  async plain(): Promise<void> {
    if (await this.tab.read(`document.querySelector('.plain-field') !== null`)) return;
    await this.menu('Use a plain text field');
    await until(this.tab, `document.querySelector('.plain-field') !== null`);
  }

  /** Replaces the text of a file in the plain text field, as pasting does. */
  async paste(file: string, text: string): Promise<void> {
    await this.plain();
    await this.tab.click(`[data-file="${file}"]`);
    await this.tab.read(
      `(() => {
        const field = document.querySelector('.plain-field');
        field.focus();
        field.select();
        document.execCommand('insertText', false, ${quoted(text)});
      })()`,
    );
  }

  /** The text of the open file, in whatever shows it. */
  text(): Promise<string> {
    return this.tab.read(`${shownText} ?? ''`);
  }

  /** Runs or grades and waits for the verdict; gives its kind. */
  async verdict(button: 'Run' | 'Grade'): Promise<string> {
    await this.tab.read(`document.querySelector('.verdict')?.setAttribute('data-old', '')`);
    await this.press(button);
    return until(
      this.tab,
      `(() => {
        const verdict = document.querySelector('.verdict-place:not(.is-busy) .verdict:not([data-old])');
        return verdict?.className.match(/is-(passed|failed|undecided|rejected|stopped)/)?.[1];
      })()`,
    );
  }

  /** Waits until the open file has this text. */
  async shows(text: string): Promise<void> {
    await until(this.tab, `(${shownText}) === ${quoted(text)}`);
  }

  /** Waits until a notice has these words. */
  async notice(words: string): Promise<void> {
    await until(
      this.tab,
      `[...document.querySelectorAll('.notices p')].some((one) => one.textContent.includes(${quoted(words)}))`,
    );
  }

  /** Waits until what was last read aloud begins so. */
  async announces(beginning: RegExp): Promise<void> {
    await until(
      this.tab,
      `${String(beginning)}.test(document.querySelector('.lab-bench > [role=status]').textContent)`,
    );
  }

  /** Begins a grade and stops it in the frame in which that is first possible: no driver is quick enough. */
  async gradeAndStop(): Promise<void> {
    await until(this.tab, `document.querySelector('[data-act=grade]:enabled') !== null`);
    await this.tab.read(
      `new Promise((done) => {
        const stop = () => {
          const button = document.querySelector('.run-buttons .is-late');
          if (button === null) return requestAnimationFrame(stop);
          button.click();
          done(true);
        };
        document.querySelector('[data-act=grade]').click();
        stop();
      })`,
    );
  }

  /** All words of the verdict. */
  words(): Promise<string> {
    return this.tab.read(`document.querySelector('.verdict')?.innerText ?? ''`);
  }

  /** The draft as the browser's database has it. */
  stored(): Promise<StoredDraft> {
    return this.tab.read(
      `new Promise((done) => {
        const opened = indexedDB.open('nines');
        opened.onsuccess = () => {
          const { id } = JSON.parse(document.querySelector('[data-lab]').dataset.info);
          const asked = opened.result.transaction('texts').objectStore('texts').get('draft/' + id);
          asked.onsuccess = () => {
            opened.result.close();
            done(JSON.parse(asked.result ?? '{"contentHash":"","texts":{},"hintsOpen":0}'));
          };
        };
      })`,
    );
  }

  /** Waits until the last change is saved. */
  async saved(): Promise<void> {
    await until(this.tab, `/^Saved/m.test(document.querySelector('.run-tools').innerText)`);
  }
}

/** A file of step 5's lab, as it lies in one of its folders. */
export function s5File(folder: 'solution' | 'starter', file: string): string {
  return readFileSync(new URL(`../labs/s5-retry/${folder}/${file}`, import.meta.url), 'utf8');
}
