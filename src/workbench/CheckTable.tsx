/** How each invariant fared: code, sentence, worst value, bound, and held or broken by shape and word. */
import { useSignal } from '@preact/signals';
import type { CheckResult } from '#grader/verdict.ts';
import { StatusGlyph } from './Glyph.tsx';
import { InlineText } from './InlineText.tsx';

const statusWords: Readonly<Record<CheckResult['status'], string>> = {
  held: 'held',
  broken: 'broken',
  'not-checked': 'not reached',
};

/** A stretch goal is met or not; only what is required can break. */
const optionalWords: typeof statusWords = { ...statusWords, held: 'met', broken: 'not met' };

function isBroken({ status, isOptional = false }: CheckResult): boolean {
  return status === 'broken' && !isOptional;
}

function countsOf(checks: readonly CheckResult[]): string {
  const counts = new Map<string, number>();
  for (const status of ['broken', 'held', 'not-checked'] as const) {
    const count = checks.filter((check) => check.status === status && !check.isOptional).length;
    if (count > 0) counts.set(statusWords[status], count);
  }
  return [...counts].map(([word, count]) => `${count} ${word}`).join(', ');
}

function CheckRow({ check, isTold }: { readonly check: CheckResult; readonly isTold: boolean }) {
  const { isOptional = false } = check;
  // A goal that is not met has nothing broken about it.
  const status = isOptional && check.status === 'broken' ? 'not-checked' : check.status;
  return (
    <tr class={`is-${status}${isTold ? ' is-told' : ''}`}>
      <td class="check-status">
        <StatusGlyph status={status} />
        <span>{(isOptional ? optionalWords : statusWords)[check.status]}</span>
      </td>
      <th scope="row" class="check-code">
        {check.code}
      </th>
      <td class="check-sentence">
        <InlineText text={check.sentence} />
        {isTold && <span class="check-told">the story above</span>}
        {isOptional && <span class="check-told">a stretch goal</span>}
      </td>
      <td class="check-worst" data-label="Worst">
        {check.worst ?? '–'}
      </td>
      <td class="check-bound" data-label="Bound">
        <InlineText text={check.bound} />
      </td>
    </tr>
  );
}

interface CheckTableProps {
  readonly checks: readonly CheckResult[];
  /** Code of the invariant that the story is about. */
  readonly told: string | null;
}

/** All checks if all held; else the broken ones, and the rest on demand. */
export function CheckTable({ checks, told }: CheckTableProps) {
  const isWhole = useSignal(false);
  const broken = checks.filter(isBroken);
  const isFolded = told !== null && !isWhole.value && broken.length < checks.length;
  const shown = isFolded ? broken : checks;
  if (checks.length === 0) return null;
  return (
    <section class="checks">
      <h4>
        Invariants <span class="checks-counts">{countsOf(checks)}</span>
      </h4>
      <table>
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Code</th>
            <th scope="col">Invariant</th>
            <th scope="col">Worst</th>
            <th scope="col">Bound</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((check) => (
            <CheckRow key={check.code} check={check} isTold={check.code === told} />
          ))}
        </tbody>
      </table>
      {told !== null && broken.length < checks.length && (
        <button
          type="button"
          class="quiet-button"
          aria-expanded={isWhole.value}
          onClick={() => (isWhole.value = !isWhole.value)}
        >
          {isWhole.value ? 'Show only what broke' : `Show all ${checks.length}`}
        </button>
      )}
    </section>
  );
}
