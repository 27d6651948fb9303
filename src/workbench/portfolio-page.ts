/**
 * Brings the portfolio's page to life: what it shows is in this browser alone. Its frame is in the HTML; what draws the
 * entries is fetched only where there are some, and what reads and writes files only when it is asked for.
 */
import { sharedStore, type TextStore } from './draft-storage.ts';
import type { PortfolioEntry, PortfolioLab } from './portfolio.ts';

function required(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-portfolio="${name}"]`);
  if (found === null) throw new Error(`The portfolio's page has no ${name}.`);
  return found;
}

class PortfolioPage {
  readonly #labs: readonly PortfolioLab[];
  readonly #store: TextStore;
  #entries: readonly PortfolioEntry[] = [];

  constructor(labs: readonly PortfolioLab[], store: TextStore) {
    this.#labs = labs;
    this.#store = store;
  }

  start(): void {
    const acts = {
      save: () => this.#save(),
      print: async () => print(),
      export: () => this.#export(),
      import: () => this.#import(),
    };
    for (const [name, act] of Object.entries(acts)) {
      required(name).addEventListener('click', () => {
        act().catch(() => {
          this.#say('That could not be loaded. Check the connection and press the button again.');
        });
      });
    }
  }

  /** Reads what was passed and shows it. */
  async show(): Promise<void> {
    const isAny = (await this.#store.keys('passed/')).length > 0;
    if (isAny) await this.#showEntries();
    required('count').textContent = String(this.#entries.length);
    required('empty').hidden = this.#entries.length > 0;
    for (const name of ['save', 'print'])
      required(name).toggleAttribute('disabled', this.#entries.length === 0);
    required('reading').hidden = true;
    required('frame').hidden = false;
  }

  async #showEntries(): Promise<void> {
    const [{ allPassed }, { entriesOf }, { showEntries }] = await Promise.all([
      import('./passed.ts'),
      import('./portfolio.ts'),
      import('./Portfolio.tsx'),
    ]);
    this.#entries = entriesOf(this.#labs, await allPassed(this.#store));
    showEntries(this.#entries, required('entries'));
  }

  async #save(): Promise<void> {
    const [{ downloadText }, { portfolioMarkdown }] = await Promise.all([
      import('./files.ts'),
      import('./portfolio.ts'),
    ]);
    downloadText('portfolio.md', portfolioMarkdown(this.#entries, 'Nines'));
  }

  async #export(): Promise<void> {
    const [{ downloadText }, { browserSettings, formatWork }] = await Promise.all([
      import('./files.ts'),
      import('./work-file.ts'),
    ]);
    downloadText('nines-work.json', await formatWork(this.#store, browserSettings));
  }

  async #import(): Promise<void> {
    const [{ chooseTextFile }, { browserSettings, importedWords, importWork }] = await Promise.all([
      import('./files.ts'),
      import('./work-file.ts'),
    ]);
    const chosen = await chooseTextFile('.json,application/json');
    if (chosen === null) return;
    const done = await importWork(chosen, this.#store, {
      settings: browserSettings,
      nowMs: Date.now(),
    });
    await this.show();
    this.#say(importedWords(done));
  }

  #say(sentence: string): void {
    required('told').textContent = sentence;
  }
}

// Written by portfolio.astro when the site was built.
const labs = JSON.parse(required('frame').dataset['labs'] ?? '[]') as PortfolioLab[];
const page = new PortfolioPage(labs, await sharedStore());
page.start();
await page.show();
