/** The states of a lab beside its first one: dialogs, help, notices, every kind of verdict. Everybody can use each. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { LabPage, openChromiumTab, until } from './pages.ts';
import { barriersInThemes, openReader } from './reader.ts';

const path = '/labs/p-presence/';
const files = ['fanout.ts', 'session.ts', 'supervisor.ts'];
const reader = await openReader();

function textOf(file: string, folder = 'solution'): string {
  return readFileSync(new URL(`../labs/p-presence/${folder}/${file}`, import.meta.url), 'utf8');
}

interface Opened {
  readonly lab: LabPage;
  readonly page: Page;
}

/** The lab in a window of its own; `before` runs in every page before its scripts. */
async function openLab(before = '', at = path): Promise<Opened> {
  const context = await reader.newContext({ before });
  const lab = new LabPage(await openChromiumTab(context));
  await lab.open(reader.site.url + at);
  const [page] = context.pages();
  if (page === undefined) throw new Error('A tab was opened.');
  return { lab, page };
}

describe('axe, in every theme', () => {
  test('passed, history, differences to the last pass, keys, menu', async () => {
    const { lab, page } = await openLab();
    for (const file of files) await lab.paste(file, textOf(file));
    expect(await lab.verdict('Grade')).toBe('passed');
    await lab.saved();
    expect(await barriersInThemes(page)).toEqual({});
    await lab.paste('fanout.ts', `${textOf('fanout.ts')}// mine\n`);
    for (const [entry, sign] of [
      ['History', '.versions li'],
      ['Differences to my last pass', 'dialog[open] .diff'],
      ['Keys', '.keys'],
    ] as const) {
      await lab.menu(entry);
      await page.locator(sign).first().waitFor();
      expect(await barriersInThemes(page), entry).toEqual({});
      await page.keyboard.press('Escape');
      await page.locator('dialog[open]').waitFor({ state: 'detached' });
    }
    await lab.press('More');
    expect(await barriersInThemes(page), 'menu').toEqual({});
  });

  test('failed, with tables of what was covered and what was not', async () => {
    const { lab, page } = await openLab('', '/labs/s7-break/');
    expect(await lab.verdict('Run')).toBe('failed');
    expect(await page.locator('.shown-table').count()).toBeGreaterThanOrEqual(3);
    expect(await page.locator('.shown-table td.is-gap').count()).toBeGreaterThan(0);
    await page.setViewportSize({ width: 375, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(375);
    expect(await barriersInThemes(page)).toEqual({});
  });

  test('failed, with every rung of help open', async () => {
    const { lab, page } = await openLab();
    expect(await lab.verdict('Run')).toBe('failed');
    for (let rung = 1; rung <= 5; rung += 1) await lab.press(`Open help ${rung} of 5`);
    await page.locator('.hint.is-blocks button').first().waitFor({ state: 'attached' });
    await page.locator('.solution .diff').waitFor();
    // Opened one after the other, they close the one before: all of them are looked at.
    await page.evaluate(
      `document.querySelectorAll('.hint').forEach((one) => { one.open = true; })`,
    );
    expect(await barriersInThemes(page)).toEqual({});
  });

  test('rejected, cut short, and written in either editor', async () => {
    const { lab, page } = await openLab();
    await lab.paste('fanout.ts', 'export enum No { One }\n');
    expect(await lab.verdict('Run')).toBe('rejected');
    expect(await barriersInThemes(page), 'rejected').toEqual({});
    await lab.paste(
      'fanout.ts',
      'export async function publish(): Promise<never> {\n  for (;;) {}\n}\n',
    );
    expect(await lab.verdict('Run')).toBe('stopped');
    // The engine's words come after a file and a line; here they begin a sentence.
    expect(await page.locator('.verdict').innerText()).toMatch(/\n[A-Z][^\n]*[.]\n/);
    expect(await barriersInThemes(page), 'stopped').toEqual({});
    await lab.menu('Use the code editor');
    await lab.inEditor();
    expect(await barriersInThemes(page), 'editor').toEqual({});
  });
});

test('keyboard: the lab is finished without a mouse', async () => {
  const { lab, page } = await openLab(`localStorage.setItem('nines:editor', 'plain')`);
  await page.locator('[data-file="fanout.ts"]').focus();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  for (const [index, file] of files.entries()) {
    if (index > 0) {
      // Back to the files' names, on to the next one, and into its text.
      await page.locator('[role=tab][aria-selected=true]').focus();
      await page.keyboard.press('ArrowRight');
      await until(lab.tab, `document.activeElement.textContent.includes('${file}')`);
      await page.keyboard.press('Tab');
    }
    await page.locator('.plain-field').waitFor();
    while (!(await page.evaluate(`document.activeElement.matches('.plain-field')`)))
      await page.keyboard.press('Tab');
    await page.keyboard.press('Control+a');
    await page.keyboard.insertText(textOf(file));
  }
  await page.keyboard.press('Control+Shift+Enter');
  await page.locator('.verdict.is-passed').waitFor();
  await lab.announces(/^Passed/);
});

test('help: a room locks rungs and releases them; what is open stays open', async () => {
  const { lab, page } = await openLab();
  const lock = (openMost: number): Promise<unknown> =>
    page.evaluate(
      `document.dispatchEvent(new CustomEvent('nines:help-lock', { detail: { openMost: ${openMost} } }))`,
    );
  await lab.press('Open help 1 of 5');
  await lock(0);
  await page.getByText('Help 2 of 5 is still closed').waitFor();
  expect(await page.locator('.hint').count()).toBe(1);
  expect(await barriersInThemes(page)).toEqual({});
  await lock(5);
  await lab.press('Open help 2 of 5');
});

describe('never lose work', () => {
  /** Puts a draft into the browser that was begun with another starter. */
  async function beginWithOlder(lab: LabPage, own: string): Promise<void> {
    await lab.paste('fanout.ts', own);
    await lab.saved();
    await lab.tab.read(
      `new Promise((done) => {
        const opened = indexedDB.open('nines');
        opened.onsuccess = () => {
          const texts = opened.result.transaction('texts', 'readwrite').objectStore('texts');
          const asked = texts.get('draft/p-presence');
          asked.onsuccess = () => {
            const draft = JSON.parse(asked.result);
            const base = { ...draft.base, 'session.ts': '// an older line\\n' + draft.base['session.ts'] };
            const changed = { ...draft, contentHash: 'older', base, texts: { ...draft.texts, 'session.ts': base['session.ts'] } };
            texts.put(JSON.stringify(changed), 'draft/p-presence').onsuccess = () => done(true);
          };
        };
      })`,
    );
    await lab.reload();
    await lab.notice('has been changed since you began');
  }
  const mine = `// mine\n${textOf('fanout.ts', 'starter')}`;

  test('a lab that has changed: merged, what is mine and what is new are both there', async () => {
    const { lab, page } = await openLab();
    await beginWithOlder(lab, mine);
    expect(await barriersInThemes(page)).toEqual({});
    await lab.press('Merge');
    await lab.notice('without a conflict');
    await lab.paste('session.ts', textOf('session.ts', 'starter'));
    await expect.poll(async () => (await lab.stored()).contentHash).not.toBe('older');
    expect((await lab.stored()).texts['fanout.ts']).toBe(mine);
    await lab.reload();
    expect(await page.getByText('has been changed since you began').count()).toBe(0);
  });

  test('a lab that has changed: kept, it is not asked about again; taken new, mine is in the history', async () => {
    const { lab, page } = await openLab();
    await beginWithOlder(lab, mine);
    await lab.press('Keep mine');
    await expect.poll(async () => (await lab.stored()).contentHash).not.toBe('older');
    await lab.reload();
    await lab.tab.click('[data-file="fanout.ts"]');
    await lab.shows(mine);
    expect(await page.getByText('has been changed since you began').count()).toBe(0);
    await beginWithOlder(lab, mine);
    await lab.press('Take new');
    await lab.tab.click('[data-file="fanout.ts"]');
    await lab.shows(textOf('fanout.ts', 'starter'));
    await lab.menu('History');
    await page.locator('.versions li').first().waitFor();
  });

  test('disk full: it is said, the text stays, and saving works again when there is room', async () => {
    const { lab, page } = await openLab(`
      globalThis.isFull = false;
      const put = IDBObjectStore.prototype.put;
      IDBObjectStore.prototype.put = function (...all) {
        if (globalThis.isFull) throw new DOMException('no room', 'QuotaExceededError');
        return put.apply(this, all);
      };`);
    await lab.paste('fanout.ts', '// first\n');
    await lab.saved();
    await page.evaluate('globalThis.isFull = true');
    await lab.paste('fanout.ts', '// second\n');
    await lab.notice('could not be saved (no room)');
    await page.getByRole('button', { name: 'Not saved' }).waitFor();
    expect(await barriersInThemes(page)).toEqual({});
    await lab.shows('// second\n');
    await page.evaluate('globalThis.isFull = false');
    await lab.paste('fanout.ts', '// third\n');
    await lab.saved();
    await expect.poll(async () => (await lab.stored()).texts['fanout.ts']).toBe('// third\n');
  });
});
