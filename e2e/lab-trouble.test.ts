/** A lab that lacks something: its code, its workbench, its draft, storage, a browser that can run it. */
import { describe, expect, test } from 'vitest';
import { LabPage, openChromiumTab, s5File, until } from './pages.ts';
import { openReader } from './reader.ts';

const reader = await openReader();
const { site } = reader;

describe('a lab that is not awake yet', () => {
  const workbench = '**/mount.*.js';

  test('clicks that come too early: the last one is carried out, once the workbench is there', async () => {
    const context = await reader.newContext();
    const { promise: slowNetwork, resolve: arrive } = Promise.withResolvers<void>();
    await context.route(workbench, async (route) => {
      await slowNetwork;
      await route.continue();
    });
    const tab = await openChromiumTab(context);
    await tab.goto(`${site.url}/labs/s5-retry/`);
    await tab.click('[data-file="policy.ts"]');
    await tab.click('[data-act=run]');
    await tab.click('[data-act=run]');
    // Whoever repeats a click before there is anybody to take it never gets here.
    expect(await tab.read('document.querySelector(".verdict")')).toBeNull();
    arrive();
    await until(tab, `document.querySelector('.verdict') !== null`);
    expect(await tab.read(`document.querySelector('[data-missing]').hidden`)).toBe(true);
  });

  test('a workbench that cannot be fetched: says so, and the page goes on', async () => {
    const context = await reader.newContext();
    await context.route(workbench, (route) => route.abort());
    const tab = await openChromiumTab(context);
    await tab.goto(`${site.url}/labs/s5-retry/`);
    await tab.click('[data-act=run]');
    await until(
      tab,
      `/could not be loaded/.test(document.querySelector('[data-missing]:not([hidden])')?.textContent)`,
    );
    expect(await tab.read(`document.querySelector('.static-code pre').textContent`)).toContain(
      'placeOrder',
    );
  });
});

describe('a chapter whose lab cannot be fetched', () => {
  test('says so, keeps the code in view, and brings the lab when it is asked again', async () => {
    const context = await reader.newContext();
    await context.route('**/labs/s5-retry/', (route) => route.abort());
    const tab = await openChromiumTab(context);
    await tab.goto(`${site.url}/chapters/s5-retry/`);
    await tab.read(`document.querySelector('lab-embed').scrollIntoView()`);
    const said = `document.querySelector('lab-embed [role=status]')?.textContent`;
    await until(tab, `/could not be fetched/.test(${said})`);
    expect(await tab.read(`document.querySelector('lab-embed pre').textContent`)).toContain(
      'placeOrder',
    );
    await context.unroute('**/labs/s5-retry/');
    await tab.click('lab-embed [role=status] button');
    await until(tab, `document.querySelector('[data-lab][data-ready]') !== null`);
  });
});

describe('never lose work', () => {
  test('corrupt draft: says so, keeps the text, begins with the starter', async () => {
    const lab = new LabPage(await openChromiumTab(await reader.newContext()));
    await lab.open(`${site.url}/labs/s5-retry/`);
    await lab.paste('client.ts', '// mine');
    await lab.saved();
    await lab.tab.read(
      `new Promise((resolve) => {
        const opened = indexedDB.open('nines');
        opened.onsuccess = () => {
          const change = opened.result.transaction('texts', 'readwrite');
          change.objectStore('texts').put('{"torn', 'draft/s5-retry');
          change.oncomplete = () => resolve(true);
        };
      })`,
    );
    await lab.reload();
    await lab.notice('cannot be read');
    await lab.shows(s5File('starter', 'client.ts'));
    await lab.press('Download the draft');
  });

  test.each([
    ['the database', `indexedDB.open = () => { throw new Error('refused'); };`, 'small storage'],
    [
      'everything',
      `indexedDB.open = () => { throw new Error('refused'); };
       Object.defineProperty(window, 'localStorage', { get() { throw new Error('refused'); } });`,
      'as long as this tab',
    ],
  ])(
    'storage: the browser refuses %s, and the lab says what that means and works',
    async (_what, script, words) => {
      const context = await reader.newContext({ before: script });
      const lab = new LabPage(await openChromiumTab(context));
      await lab.open(`${site.url}/labs/s5-retry/`);
      await lab.notice(words);
      await lab.paste('client.ts', '// mine');
      await lab.saved();
      if (words === 'small storage') {
        await lab.reload();
        await lab.shows('// mine');
      }
    },
  );
});

describe('an old browser', () => {
  test('says why it cannot run, and the code can be read', async () => {
    const context = await reader.newContext({ before: 'delete window.Worker;' });
    const tab = await openChromiumTab(context);
    await tab.goto(`${site.url}/labs/s5-retry/`);
    await until(tab, `/no web workers/.test(document.querySelector('[data-missing]').textContent)`);
    expect(await tab.read(`document.querySelector('.static-code pre').textContent`)).toContain(
      'placeOrder',
    );
  });
});
