/**
 * What a browser that was looked at means for a workshop: a verdict for each part, and one word to say aloud. Pure, so
 * that the word is the same for the same findings everywhere.
 */

/** The parts that are looked at, the most serious first: the word is that of the first one that is not fine. */
export type Part = 'worker' | 'sandbox' | 'storage' | 'private' | 'memory' | 'room' | 'offline';

/** What was found in a browser. */
export interface Findings {
  /** A worker of the page answered. */
  readonly worker: boolean;
  /** How the tiny run ended: the code that it broke, another word, or what went wrong. */
  readonly run: { readonly broke: string | null; readonly ms: number; readonly problem: string };
  /** The code that the tiny run breaks everywhere. */
  readonly runShouldBreak: string;
  /** Where a text that was written could be read again. */
  readonly storage: 'indexeddb' | 'localstorage' | 'none';
  /** Null where the browser does not let a page know. */
  readonly isPrivate: boolean | null;
  /** Gigabytes as the browser rounds them, or null where it does not say. */
  readonly memoryGb: number | null;
  /** How the room of this server answers; 'none': these pages come from a host that has none. */
  readonly room: 'live' | 'asking' | 'silent' | 'none';
  /** 'refused': this browser, or this address, keeps no pages. */
  readonly offline: 'all' | 'course' | 'part' | 'none' | 'refused';
}

/** How one part fares. */
export interface Judgement {
  readonly part: Part;
  readonly isFine: boolean;
  /** What was found, in a sentence. */
  readonly found: string;
  /** What to do about it; empty where it is fine. */
  readonly remedy: string;
}

/** The word of a browser in which all is well. */
export const goodWord = 'Papertrain';

/** A word for each part that is not fine: easy to tell apart across a room. */
export const words: Readonly<Record<Part, string>> = {
  worker: 'Anvil',
  sandbox: 'Lantern',
  storage: 'Suitcase',
  private: 'Curtain',
  memory: 'Teacup',
  room: 'Pigeon',
  offline: 'Harbour',
};

/** A tiny run takes a tenth of this on a slow laptop. */
const slowRunMs = 8_000;
const enoughGb = 2;

function judgeSandbox({ run, runShouldBreak }: Findings): Omit<Judgement, 'part'> {
  const isSame = run.broke === runShouldBreak;
  if (isSame && run.ms < slowRunMs)
    return {
      isFine: true,
      found: `A lab’s first version ran and broke ${runShouldBreak}, as it does everywhere, in ${Math.round(run.ms)} ms.`,
      remedy: '',
    };
  if (isSame)
    return {
      isFine: false,
      found: `A lab ran, but took ${Math.round(run.ms / 1000)} s.`,
      remedy: 'Plug the machine in, switch its power saving off, and close other programs.',
    };
  return {
    isFine: false,
    found: run.problem,
    remedy:
      'Update the browser (Chrome or Edge 123, Firefox 121, Safari 17.5 or later). If it is up to date, switch off extensions that block scripts or frames for this site, and reload.',
  };
}

function judgeRoom({ room }: Findings): Omit<Judgement, 'part'> {
  switch (room) {
    case 'live':
      return { isFine: true, found: 'This server has a room, and it answers at once.', remedy: '' };
    case 'asking':
      return {
        isFine: true,
        found:
          'This server has a room. The network lets no lasting connection through, so this browser asks every few seconds; nothing is lost.',
        remedy: '',
      };
    case 'none':
      return {
        isFine: true,
        found: 'These pages come from a host without a room. The course needs none.',
        remedy: '',
      };
    case 'silent':
      return {
        isFine: false,
        found: 'This server’s room does not answer.',
        remedy:
          'The labs work all the same. Whoever runs the server looks at its window: it says why there is no room.',
      };
  }
}

function judgeOffline({ offline }: Findings): Omit<Judgement, 'part'> {
  switch (offline) {
    case 'all':
      return { isFine: true, found: 'Everything is kept: the course and its editor.', remedy: '' };
    case 'course':
      return {
        isFine: true,
        found: 'The course is kept. The code editor is kept once you open it.',
        remedy: '',
      };
    case 'part':
    case 'none':
      return {
        isFine: false,
        found: offline === 'part' ? 'The course is kept in part.' : 'Nothing is kept.',
        remedy: 'Open the page “Offline”, press “Make available offline”, and come back.',
      };
    case 'refused':
      return {
        isFine: false,
        found: 'This browser keeps no pages from this address.',
        remedy:
          'Over plain http, or in a private window, no browser does. All works while the host can be reached; to have the course without it, unpack the packed course and start serve.mjs.',
      };
  }
}

/** A verdict for every part, in the order of their seriousness. */
export function judge(findings: Findings): readonly Judgement[] {
  const { worker, storage, isPrivate, memoryGb } = findings;
  return [
    {
      part: 'worker',
      isFine: worker,
      found: worker ? 'Workers start and answer.' : 'A worker did not start.',
      remedy: worker ? '' : 'Use an ordinary, up-to-date browser, and allow scripts for this site.',
    },
    { part: 'sandbox', ...judgeSandbox(findings) },
    {
      part: 'storage',
      isFine: storage === 'indexeddb',
      found: {
        indexeddb: 'What you write is kept, and could be read again.',
        localstorage: 'What you write is kept in a small store of the browser.',
        none: 'What you write is lost when this page is closed.',
      }[storage],
      remedy:
        storage === 'indexeddb' ? '' : 'Allow this site to keep data (cookies and site data).',
    },
    {
      part: 'private',
      isFine: isPrivate !== true,
      found:
        isPrivate === true
          ? 'This seems to be a private window: what you write goes with it.'
          : 'This is no private window, as far as a page can tell.',
      remedy: isPrivate === true ? 'Open this address in an ordinary window.' : '',
    },
    {
      part: 'memory',
      isFine: memoryGb === null || memoryGb >= enoughGb,
      found:
        memoryGb === null
          ? 'The browser does not say how much memory there is; the run had enough.'
          : `The machine has ${memoryGb === 8 ? '8 GB or more' : `about ${memoryGb} GB`}.`,
      remedy:
        memoryGb !== null && memoryGb < enoughGb
          ? 'Close other tabs, and write in the plain text field: the code editor is the heaviest part.'
          : '',
    },
    { part: 'room', ...judgeRoom(findings) },
    { part: 'offline', ...judgeOffline(findings) },
  ];
}

/** The word to say: that of the first part which is not fine. */
export function wordOf(judgements: readonly Judgement[]): string {
  const first = judgements.find(({ isFine }) => !isFine);
  return first ? words[first.part] : goodWord;
}
