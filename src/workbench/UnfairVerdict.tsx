/** “Unfair verdict?”: everything that it takes to see a verdict again, as one file to save. */
import { useSignal } from '@preact/signals';
import { unfairAdvice, writeUnfair } from '#sandbox/unfair.ts';
import { downloadText } from './files.ts';
import type { LabInfo } from './lab-info.ts';
import type { Judgement } from './lab-state.ts';

interface UnfairVerdictProps {
  readonly lab: LabInfo;
  readonly judgement: Judgement;
}

export function UnfairVerdict({ lab, judgement }: UnfairVerdictProps) {
  const why = useSignal('');
  const saved = useSignal<string | null>(null);
  const { verdict, goal, texts, imported } = judgement;
  // What passed is not disputed, and neither is a run that was stopped by hand.
  if (verdict.kind === 'passed') return null;
  if (verdict.kind === 'stopped' && verdict.code === 'KIT-CANCELLED') return null;
  const save = (): void => {
    const name = `unfair-${lab.id}.json`;
    const files = Object.entries(texts).map(([file, source]) => ({ file, source }));
    const imports = imported.map(({ file, source }) => ({ file, source }));
    const about = { lab: { id: lab.id, hash: lab.contentHash }, goal, files, imports };
    downloadText(name, writeUnfair(about, verdict, why.value));
    saved.value = name;
  };
  return (
    <details class="unfair">
      <summary>Unfair verdict?</summary>
      <p>
        If your code is right and the verdict is not, we want to see it. The file holds your files
        of this lab, the seed, the plan and the hash of the run, and no name.
      </p>
      <label>
        What is right about it, in a sentence or two (you may leave it out)
        <textarea
          rows={2}
          maxLength={2000}
          value={why.value}
          onInput={({ currentTarget }) => (why.value = currentTarget.value)}
        />
      </label>
      <button type="button" class="plain-button" onClick={save}>
        Save the file
      </button>
      <p role="status">{saved.value !== null && `Saved as ${saved.value}. ${unfairAdvice}`}</p>
    </details>
  );
}
