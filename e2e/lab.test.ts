/** A learner's way through a lab, in real browsers: read, run, understand, repair, pass; and nothing is ever lost. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { firefoxPath, launchFirefox } from './browser.ts';
import { LabPage, openChromiumTab, openFirefoxTab, s5File, until } from './pages.ts';
import { openReader } from './reader.ts';

const labFiles = ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'];

const reader = await openReader();
const { site } = reader;

/** A lab in a window of its own, with storage of its own. */
async function openLab(path = '/labs/s5-retry/'): Promise<LabPage> {
  const lab = new LabPage(await openChromiumTab(await reader.newContext()));
  await lab.open(site.url + path);
  return lab;
}

describe('the way through a lab', () => {
  test('chapter: the starter runs, and its failure is a story with a picture', async () => {
    const lab = await openLab('/chapters/s5-retry/');
    expect(await lab.verdict('Run')).toBe('failed');
    const events = await lab.tab.read<number>(`document.querySelectorAll('.story-event').length`);
    expect(events).toBeGreaterThanOrEqual(3);
    expect(events).toBeLessThanOrEqual(8);
    expect(await lab.words()).toMatch(/E-1/);
    expect(await lab.words()).toMatch(/Expected\n[\s\S]*Observed\n/);
    const name = await lab.tab.read<string>(
      `document.querySelector('.drawing svg').getAttribute('aria-label')`,
    );
    expect(name).toMatch(/^Space-time diagram of .* processes: .*web-/);
    await lab.announces(/^Broken: .* fails on seed \d+/);
  });

  test('repair: the reference, pasted, passes the grade; a reload keeps it; reset, undo, history', async () => {
    const lab = await openLab();
    for (const file of labFiles) await lab.paste(file, s5File('solution', file));
    expect(await lab.verdict('Run')).toBe('passed');
    expect(await lab.verdict('Grade')).toBe('passed');
    expect(await lab.words()).toMatch(/^Passed/);
    await lab.saved();
    await lab.reload();
    await lab.tab.click('[data-file="client.ts"]');
    await lab.shows(s5File('solution', 'client.ts'));
    await lab.menu('Reset to the starter');
    await lab.shows(s5File('starter', 'client.ts'));
    await lab.press('Undo reset');
    await lab.shows(s5File('solution', 'client.ts'));
    await lab.menu('Reset to the starter');
    await lab.menu('History');
    await until(lab.tab, `document.querySelector('.versions .is-passed') !== null`);
    await lab.tab.click('.versions .is-passed .plain-button');
    await lab.shows(s5File('solution', 'client.ts'));
  });

  test('workshop cut: less to write, fewer invariants, and a draft of its own', async () => {
    const lab = await openLab('/labs/s5-retry-cut/');
    expect(await lab.verdict('Run')).toBe('failed');
    for (const file of labFiles.slice(0, 3)) await lab.paste(file, s5File('solution', file));
    expect(await lab.verdict('Grade')).toBe('passed');
    expect(await lab.words()).toMatch(/E-3/);
    expect(await lab.words()).not.toMatch(/E-4/);
    await lab.saved();
    await lab.open(`${site.url}/labs/s5-retry/`);
    expect(await lab.text()).not.toBe(s5File('solution', 'client.ts'));
  });

  test('stop: ends a grade at once, and the next run works', async () => {
    const lab = await openLab();
    await lab.gradeAndStop();
    await until(
      lab.tab,
      `/The run was stopped/.test(document.querySelector('.verdict')?.innerText)`,
    );
    expect(await lab.verdict('Run')).toBe('failed');
  });

  test('story: stepping lights up list and picture together, and the tale is told in words too', async () => {
    const lab = await openLab();
    await lab.verdict('Run');
    await lab.tab.click('.story-event:nth-child(1) .story-number');
    await lab.tab.press('ArrowDown');
    const says = (selector: string, beginning: string): Promise<unknown> =>
      until(
        lab.tab,
        `document.querySelector('${selector}')?.textContent.startsWith('${beginning}')`,
      );
    await says('.story-event.is-active .story-number', '2');
    await says('.st-badge.is-active .st-number', '2');
    await says('.step-text', '2 ');
    await lab.press('In words');
    await until(lab.tab, `document.querySelectorAll('.narration li').length > 3`);
    await lab.press('Table');
    await until(lab.tab, `document.querySelectorAll('.picture tbody tr').length > 3`);
  });

  test('hints: open one by one and stay open after a reload', async () => {
    const lab = await openLab();
    await lab.press('Open help 1 of 5');
    await lab.press('Open help 2 of 5');
    await expect.poll(async () => (await lab.stored()).hintsOpen).toBe(2);
    await lab.reload();
    await until(lab.tab, `document.querySelectorAll('.hint').length === 2`);
  });
});

describe('writing', () => {
  test('code editor: a click on the static code puts the caret where it was', async () => {
    const lab = await openLab();
    await lab.tab.click('.static-code:not([hidden]) .f');
    await lab.inEditor();
    await lab.tab.type('X');
    await until(
      lab.tab,
      `/function pl\\w*X\\w*er\\(/.test(document.querySelector('.view-lines').innerText.replaceAll('\\u00a0', ' '))`,
    );
  });

  test('code editor: the words of nines are offered while one types', async () => {
    const lab = await openLab();
    await lab.tab.click('.static-code:not([hidden]) .f');
    await lab.inEditor();
    await lab.tab.press('Control+End');
    await lab.tab.type('\ncal');
    // Asked for before the checker is there, the list may come up empty: who sees that asks again.
    const answer = `document.querySelector('.suggest-widget.visible')?.innerText.match(/call|No suggestions/)?.[0]`;
    await expect
      .poll(async () => {
        await lab.tab.press('Escape');
        await until(lab.tab, `document.querySelector('.suggest-widget.visible') === null`);
        await lab.tab.press('Control+Space');
        return until(lab.tab, answer);
      })
      .toBe('call');
  });

  test('code editor: the line of the story opens lit up, types are checked, the way out is said', async () => {
    const lab = await openLab();
    await lab.verdict('Run');
    await lab.tab.click('.quoted-line');
    await until(lab.tab, `document.querySelector('.told-line') !== null`);
    await lab.inEditor();
    await lab.tab.type('\nconst wrong: number = "text";\n');
    await lab.underlined();
    expect(await lab.tab.read(`document.querySelector('.code-hint').textContent`)).toContain(
      'Ctrl+M',
    );
  });

  test('Vim’s keys: move, change, run by a command; remembered, and given back', async () => {
    const lab = await openLab();
    const first = `document.querySelector('.view-line')?.innerText.replaceAll('\\u00a0', ' ')`;
    const mode = (word: string): Promise<unknown> =>
      until(lab.tab, `document.querySelector('.vim-line')?.innerText.includes('--${word}--')`);
    await lab.tab.click('.static-code:not([hidden]) .f');
    await lab.inEditor();
    await lab.menu('Use Vim’s keys');
    await mode('NORMAL');
    await lab.tab.click('.monaco-editor .view-line');
    await lab.tab.type('ggO');
    await mode('INSERT');
    await lab.tab.type('// by hand');
    await lab.tab.press('Escape');
    await mode('NORMAL');
    await until(lab.tab, `${first} === '// by hand'`);
    await lab.tab.type('dd');
    await until(lab.tab, `${first} !== '// by hand'`);
    await lab.tab.type(':run');
    await lab.tab.press('Enter');
    await until(lab.tab, `/E-1/.test(document.querySelector('.verdict')?.innerText)`);
    await lab.reload();
    await lab.tab.click('.static-code:not([hidden]) .f');
    await lab.inEditor();
    await mode('NORMAL');
    await lab.menu('Use the usual keys');
    await until(lab.tab, `document.querySelector('.vim-line').hidden`);
    await lab.tab.click('.monaco-editor .view-line');
    await lab.tab.press('Control+Home');
    await lab.tab.type('// jj');
    await until(lab.tab, `${first}.startsWith('// jj')`);
  });

  test('compile error: place, remedy, and a link that leads there', async () => {
    const lab = await openLab();
    await lab.paste(
      'reconcile.ts',
      'export async function reconciler() {\n  enum Fate { Paid }\n}\n',
    );
    expect(await lab.verdict('Run')).toBe('rejected');
    const words = await lab.words();
    expect(words).toMatch(/reconcile\.ts:2/);
    await lab.announces(/^Not run\..*reconcile\.ts, line 2/);
    await lab.tab.click('[data-file="client.ts"]');
    await lab.tab.click('.problems .quoted-line');
    await until(
      lab.tab,
      `(() => {
        const field = document.querySelector('.plain-field');
        return field.value.slice(field.selectionStart, field.selectionEnd).includes('enum Fate');
      })()`,
    );
  });

  test('phone: at 375 px nothing overflows and the text field runs', async () => {
    const lab = await openLab();
    await lab.tab.resize(375, 740);
    await lab.plain();
    expect(await lab.verdict('Run')).toBe('failed');
    expect(await lab.tab.read<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(
      375,
    );
  });

  test('keyboard: edit, run, leave the editor and read the story without a mouse', async () => {
    const lab = await openLab();
    await lab.tab.read(`document.querySelector('[data-file="client.ts"]').focus()`);
    const isOn = (file: string): Promise<unknown> =>
      until(lab.tab, `document.activeElement.textContent.includes('${file}')`);
    await lab.tab.press('ArrowRight');
    await isOn('server.ts');
    await lab.tab.press('ArrowLeft');
    await isOn('client.ts');
    await lab.tab.press('Tab');
    await lab.tab.press('Enter');
    await lab.inEditor();
    await lab.tab.press('Control+Enter');
    await until(lab.tab, `document.querySelector('.verdict') !== null`);
    await lab.tab.press('Control+m');
    await lab.tab.press('Tab');
    await until(lab.tab, `document.activeElement.closest('.monaco-editor') === null`);
    await lab.tab.press('?');
    await until(lab.tab, `document.querySelector('dialog[open] .keys') !== null`);
    await lab.tab.press('Escape');
    await until(lab.tab, `document.querySelector('dialog') === null`);
  });
});

describe('two tabs', () => {
  test('the one that rests follows the one that is written in', async () => {
    const context = await reader.newContext();
    const [left, right] = await Promise.all(
      [1, 2].map(async () => new LabPage(await openChromiumTab(context))),
    );
    if (!left || !right) throw new Error('Two tabs were opened.');
    await left.open(`${site.url}/labs/s5-retry/`);
    await right.open(`${site.url}/labs/s5-retry/`);
    await left.paste('client.ts', '// from the left');
    await left.saved();
    await right.notice('another tab');
    await right.shows('// from the left');
  });
});

const firefox = firefoxPath();

describe.skipIf(firefox === null)('Firefox', () => {
  test('runs, tells the story, writes in both editors, keeps the draft', async () => {
    const browser = await launchFirefox(firefox ?? '');
    onTestFinished(() => browser.close());
    const tab = await openFirefoxTab(browser.defaultBrowserContext());
    const lab = new LabPage(tab);
    await lab.open(`${site.url}/labs/s5-retry/`);
    expect(await lab.verdict('Run')).toBe('failed');
    expect(await lab.words()).toContain('E-1');
    await lab.press('Edit');
    await lab.inEditor();
    await tab.type('const wrong: number = "text";');
    await lab.underlined();
    await lab.paste('client.ts', s5File('solution', 'client.ts'));
    await lab.saved();
    await lab.reload();
    await lab.shows(s5File('solution', 'client.ts'));
  });
});
