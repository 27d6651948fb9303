/**
 * Brings the portfolio's page to life: what it shows is in this browser alone. Its frame is in the HTML; what draws the
 * document is fetched only where there is one, and what reads and writes files only when it is asked for.
 */
import { sharedStore, type TextStore } from './draft-storage.ts';
import type { Claim } from '#workbench/night/report.ts';
import type { DesignDocument } from './portfolio-document.ts';
import type { PortfolioLab } from './portfolio.ts';

const nameKey = 'nines:name';
const capstoneLab = 'capstone';

function required(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-portfolio="${name}"]`);
  if (found === null) throw new Error(`The portfolio's page has no ${name}.`);
  return found;
}

function readName(): string {
  try {
    return localStorage.getItem(nameKey) ?? '';
  } catch {
    return '';
  }
}

function keepName(name: string): void {
  try {
    localStorage.setItem(nameKey, name);
  } catch {
    // It is printed all the same; it has to be written again the next time.
  }
}

class PortfolioPage {
  readonly #labs: readonly PortfolioLab[];
  readonly #base: string;
  readonly #store: TextStore;
  #document: DesignDocument | null = null;
  #claim: Claim | null = null;

  constructor(labs: readonly PortfolioLab[], base: string, store: TextStore) {
    this.#labs = labs;
    this.#base = base;
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
    const name = required('name');
    if (name instanceof HTMLInputElement) {
      name.value = readName();
      const sign = (): void => {
        required('signed').textContent = name.value;
      };
      sign();
      name.addEventListener('input', () => {
        keepName(name.value);
        sign();
      });
    }
  }

  /** Reads what was passed and graded, and shows it. */
  async show(): Promise<void> {
    const [passed, nights] = await Promise.all([
      this.#store.keys('passed/'),
      this.#store.keys(`report/${capstoneLab}/`),
    ]);
    if (passed.length > 0 || nights.length > 0) await this.#showDocument();
    const entries = this.#document?.entries ?? [];
    const isEmpty = entries.length === 0 && this.#claim === null;
    required('count').textContent = String(entries.length);
    required('empty').hidden = !isEmpty;
    required('cover').hidden = isEmpty;
    for (const name of ['save', 'print']) required(name).toggleAttribute('disabled', isEmpty);
    required('reading').hidden = true;
    required('frame').hidden = false;
  }

  async #showDocument(): Promise<void> {
    const [{ allPassed }, { documentOf }, { showDocument }, { readReport }, { printDay }] =
      await Promise.all([
        import('./passed.ts'),
        import('./portfolio-document.ts'),
        import('./Portfolio.tsx'),
        import('#workbench/night/report.ts'),
        import('./print.ts'),
      ]);
    const report = await readReport(this.#store, capstoneLab, 'grade');
    this.#claim = report;
    this.#document = documentOf(this.#labs, await allPassed(this.#store), report);
    required('date').textContent = printDay(Date.now());
    const night = report === null ? null : await this.#nightOf(report);
    showDocument({ document: this.#document, night }, required('entries'));
  }

  /** The report's own view comes only where there is a report. */
  async #nightOf(claim: Claim) {
    const { nightSection } = await import('./portfolio-night.tsx');
    return nightSection(claim, this.#base);
  }

  async #save(): Promise<void> {
    if (this.#document === null) return;
    const [{ downloadText }, { portfolioMarkdown }, { reportMarkdown }] = await Promise.all([
      import('./files.ts'),
      import('./portfolio-markdown.ts'),
      import('#workbench/night/markdown.ts'),
    ]);
    const nightMarkdown = this.#claim === null ? '' : reportMarkdown(this.#claim, 2);
    const cover = { name: readName(), atMs: Date.now(), nightMarkdown };
    downloadText('portfolio.md', portfolioMarkdown(this.#document, cover));
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
const { labs = '[]', base = '/' } = required('frame').dataset;
const page = new PortfolioPage(JSON.parse(labs) as PortfolioLab[], base, await sharedStore());
page.start();
await page.show();
