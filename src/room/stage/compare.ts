/** What a participant's browser claimed beside what this page found by running the same files. Pure. */
import type { Verdict } from '#grader/verdict.ts';
import type { Claim } from '#workshop/sharing.ts';

/** One line of the comparison; empty texts where a side has nothing to say. */
export interface Compared {
  readonly what: 'outcome' | 'story' | 'trace';
  readonly claimed: string;
  readonly found: string;
  readonly isSame: boolean;
}

export interface Comparison {
  readonly kind: 'same' | 'differs' | 'unclaimed';
  /** “Claimed passed, found E-1.” */
  readonly sentence: string;
  readonly lines: readonly Compared[];
}

type Facts = Pick<Claim, 'kind' | 'code' | 'fingerprint' | 'traceHash' | 'seed'>;

/** What can be compared of a verdict. */
export function factsOf(verdict: Verdict): Facts {
  const none = { code: null, fingerprint: null, traceHash: null, seed: null };
  switch (verdict.kind) {
    case 'failed': {
      const { breach, story, traceHash, seed } = verdict.counterexample;
      const { fingerprint } = story;
      return { kind: 'failed', code: breach.code, fingerprint, traceHash, seed };
    }
    case 'stopped':
      return { ...none, kind: 'stopped', code: verdict.code, seed: verdict.seed };
    case 'rejected':
      return { ...none, kind: 'rejected' };
    case 'passed':
    case 'undecided':
      return { ...none, kind: verdict.kind, traceHash: verdict.traceHash };
  }
}

const words: Readonly<Record<Facts['kind'], string>> = {
  passed: 'passed',
  failed: 'failed',
  rejected: 'not compiled',
  stopped: 'stopped',
  undecided: 'undecided',
};

function outcomeWords({ kind, code }: Facts): string {
  return code ?? words[kind];
}

/** Compares line by line; a hash that the claim lacks is not held against it. */
export function compare(claim: Claim | null, verdict: Verdict): Comparison {
  const found = factsOf(verdict);
  const foundWords = outcomeWords(found);
  if (claim === null)
    return { kind: 'unclaimed', sentence: `Nothing was claimed. Found ${foundWords}.`, lines: [] };
  const line = (what: Compared['what'], claimed: string | null, seen: string | null): Compared => {
    const isSame = claimed === seen || claimed === null;
    return { what, claimed: claimed ?? '', found: seen ?? '', isSame };
  };
  const claimedWords = outcomeWords(claim);
  const lines = [
    line('outcome', claimedWords, foundWords),
    line('story', claim.fingerprint, found.fingerprint),
    line('trace', claim.traceHash, found.traceHash),
  ].filter(({ claimed, found }) => claimed !== '' || found !== '');
  const [outcome] = lines;
  if (outcome?.isSame !== true)
    return {
      kind: 'differs',
      sentence: `Claimed ${claimedWords}, found ${foundWords}.`,
      lines,
    };
  const other = lines.find(({ isSame }) => !isSame);
  if (other)
    return {
      kind: 'differs',
      sentence: `Claimed and found ${foundWords}, but by another ${other.what}.`,
      lines,
    };
  return { kind: 'same', sentence: `Found what was claimed: ${foundWords}.`, lines };
}
