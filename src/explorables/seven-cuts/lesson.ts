/** What a trip teaches, in a sentence or two. */
import type { Setup } from './setup.ts';
import type { Story } from './story.ts';

export function lessonOf(setup: Setup, story: Story): string {
  if (story.books > 1) return tooMany(setup, story);
  if (story.page === 'delivered') return delivered(setup, story);
  return setup.strategy === 'exactly-once effect' ? open(story) : inDoubt(setup, story);
}

function tooMany({ cuts }: Setup, { books, page, attempts }: Story): string {
  const left = `${books === 2 ? 'Two' : 'Three'} books have left`;
  if (cuts.length === 0) {
    return `${left}, and nothing was cut. The timeout is shorter than the work, so every one of the ${attempts} attempts was carried out for a caller who had stopped listening.`;
  }
  return page === 'delivered'
    ? `${left}, and the page is content. The second shop could not know what the first had done, and web could not tell it.`
    : `${left}, and the page knows of none. Each attempt did its work and lost its voice.`;
}

function delivered({ strategy, cuts }: Setup, { attempts, mailed }: Story): string {
  if (attempts === 1 && cuts.includes(7)) {
    return mailed
      ? 'The last message of a protocol can always be lost. Here it costs one letter too many: the reconciler does not know that Ines knows.'
      : 'The last message of a protocol can always be lost. Here nobody waits for it.';
  }
  if (attempts === 1) return 'One attempt, one answer, and nothing is in doubt.';
  return strategy === 'exactly-once effect'
    ? 'The retry was safe: the key told the next shop whether there was anything left to do.'
    : 'The retry did no harm, because the lost attempt had not shipped. Web could not know that. It was lucky.';
}

function open({ books, mailed }: Story): string {
  if (mailed) {
    return 'One book. The key was claimed and its end out of sight, so nobody shipped on a guess. The reconciler asked, settled it and wrote to Ines.';
  }
  return books === 0
    ? 'No attempt got as far as the ledger, so there is nothing to settle. Ines may press the button again, with the same key.'
    : 'One book, and nobody has told Ines.';
}

function inDoubt({ strategy }: Setup, { books, attempts }: Story): string {
  if (strategy === 'at-least-once' && books === 0) {
    return `${attempts === 3 ? 'Three' : 'Two'} attempts and no book. At-least-once is a promise about attempts that get through.`;
  }
  return books === 0
    ? 'No book. From where web stands, this looks like the trips on which only the answer was lost.'
    : 'The book has left. From where web stands, this looks like the trips on which nothing happened at all.';
}
