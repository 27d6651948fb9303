/**
 * Brings the page of the report to life: the report of the last Grade in this browser, or the one that the page's address
 * claims. What draws it is fetched only where there is one.
 */
import { render } from 'preact';
import { sharedStore } from '#workbench/draft-storage.ts';
import { copyText } from '#workbench/machine/clipboard.ts';
import { siteBase } from './base.ts';
import type { Claim, Report } from './report.ts';

const lab = 'capstone';
const nameKey = 'nines:name';

function required(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-diploma="${name}"]`);
  if (found === null) throw new Error(`The page of the report has no ${name}.`);
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

class DiplomaPage {
  #claim: Claim | null = null;
  /** The whole report behind the claim; null where it came in a link. */
  #report: Report | null = null;

  start(): void {
    const acts = {
      print: async () => print(),
      markdown: () => this.#saveMarkdown(),
      file: () => this.#saveFile(),
      link: () => this.#copyLink(),
      open: () => this.#openFile(),
    };
    for (const [name, act] of Object.entries(acts)) {
      required(name).addEventListener('click', () => {
        act().catch(() => {
          this.#say('That could not be loaded. Check the connection and press the button again.');
        });
      });
    }
    const name = required('name') as HTMLInputElement;
    name.value = readName();
    name.addEventListener('input', () => {
      keepName(name.value);
      void this.#draw();
    });
    addEventListener('hashchange', () => void this.show());
  }

  /** Shows what the address claims, else what this browser keeps. */
  async show(): Promise<void> {
    required('reading').hidden = false;
    this.#claim = null;
    this.#report = null;
    const isLink = location.hash.length > 1 && (await this.#showLink(location.hash));
    if (!isLink) await this.#showOwn();
    required('reading').hidden = true;
    required('frame').hidden = false;
  }

  async #showLink(hash: string): Promise<boolean> {
    const { readClaimLink } = await import('./claim-link.ts');
    const read = await readClaimLink(hash);
    if (read.kind === 'none') return false;
    if (read.kind === 'refused') {
      this.#say(`${read.message} ${read.remedy}`);
      await this.#draw();
      return true;
    }
    this.#claim = read.claim;
    await this.#draw();
    return true;
  }

  async #showOwn(): Promise<void> {
    const store = await sharedStore();
    if ((await store.keys(`report/${lab}/`)).length > 0) {
      const { readReport } = await import('./report.ts');
      this.#report = await readReport(store, lab, 'grade');
    }
    this.#claim = this.#report;
    await this.#draw();
  }

  /** The claim under the name that stands in the field; somebody else's keeps the name that it came with. */
  #named(): Claim | null {
    const claim = this.#claim;
    if (claim === null || this.#report === null) return claim;
    const { name: _, ...rest } = claim;
    const name = (required('name') as HTMLInputElement).value.trim().slice(0, 80);
    return name === '' ? rest : { ...rest, name };
  }

  async #draw(): Promise<void> {
    const claim = this.#named();
    const isOwn = this.#report !== null;
    required('empty').hidden = claim !== null;
    required('claim').hidden = claim === null || isOwn;
    required('naming').hidden = !isOwn;
    required('room').hidden = !isOwn;
    for (const name of ['print', 'markdown', 'link'])
      required(name).toggleAttribute('disabled', claim === null);
    required('file').toggleAttribute('disabled', !isOwn);
    const place = required('report');
    if (claim === null) {
      render(null, place);
      return;
    }
    const { Diploma } = await import('./Diploma.tsx');
    render(<Diploma claim={claim} base={siteBase()} />, place);
  }

  async #saveMarkdown(): Promise<void> {
    const claim = this.#named();
    if (claim === null) return;
    const [{ downloadText }, { reportMarkdown }] = await Promise.all([
      import('#workbench/files.ts'),
      import('./markdown.ts'),
    ]);
    downloadText('vote-night.md', reportMarkdown(claim));
  }

  async #saveFile(): Promise<void> {
    const named = this.#named();
    if (named === null || this.#report === null) return;
    const [{ downloadText }, { formatReportFile }] = await Promise.all([
      import('#workbench/files.ts'),
      import('./claim-link.ts'),
    ]);
    const report: Report = {
      ...this.#report,
      ...(named.name !== undefined && { name: named.name }),
    };
    downloadText('vote-night.nines.json', formatReportFile(report));
  }

  async #copyLink(): Promise<void> {
    const claim = this.#named();
    if (claim === null) return;
    const { writeClaimLink } = await import('./claim-link.ts');
    const fragment = await writeClaimLink(claim);
    if (fragment === null) {
      this.#say('This report is too long for a link. Save it as JSON and send the file.');
      return;
    }
    const url = `${location.origin}${location.pathname}#${fragment}`;
    const field = required('url') as HTMLInputElement;
    field.value = url;
    const isCopied = await copyText(url);
    field.hidden = isCopied;
    this.#say(
      isCopied
        ? 'Copied. The whole report stands in the link; who opens it sees that nobody has confirmed it.'
        : 'The browser did not let it be copied. Here it is:',
    );
  }

  async #openFile(): Promise<void> {
    const [{ chooseTextFile }, { parseReportFile }, { claimOf }] = await Promise.all([
      import('#workbench/files.ts'),
      import('./claim-link.ts'),
      import('./report.ts'),
    ]);
    const chosen = await chooseTextFile('.json,application/json');
    if (chosen === null) return;
    const report = parseReportFile(chosen.text);
    if (report === null) {
      this.#say(`${chosen.name} holds no report. Choose a file that was saved here as JSON.`);
      return;
    }
    this.#report = null;
    this.#claim = claimOf(report);
    this.#say(`${chosen.name} is shown. Your own report is kept; reload the page to have it back.`);
    await this.#draw();
  }

  #say(sentence: string): void {
    required('told').textContent = sentence;
  }
}

const page = new DiplomaPage();
page.start();
await page.show();
