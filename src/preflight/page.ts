/** Brings `/preflight/` to life: looks, judges, and shows the word. */
import { judge, type Judgement, wordOf } from './judge.ts';
import type { TinyRun } from './look.ts';

function part(name: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(`[data-preflight="${name}"]`);
  if (!found) throw new Error(`The page has no part “${name}”.`);
  return found;
}

const word = part('word');
const status = part('status');
const again = part('again') as HTMLButtonElement;
// Written by the page that this script belongs to.
const tiny = JSON.parse(part('run').textContent ?? '') as TinyRun;

function show(judgements: readonly Judgement[]): void {
  for (const { part: name, isFine, found, remedy } of judgements) {
    const row = part(name);
    row.className = isFine ? 'is-fine' : 'is-not-fine';
    const [mark, sentence, advice] = row.querySelectorAll('dd');
    if (mark) mark.textContent = isFine ? 'Fine' : 'Look here';
    if (sentence) sentence.textContent = found;
    if (advice) advice.textContent = remedy;
  }
}

async function check(): Promise<void> {
  again.disabled = true;
  word.textContent = '…';
  delete word.dataset['fine'];
  let parts = 0;
  // Compiler and sandbox come when the page stands.
  const { look } = await import('./look.ts');
  const findings = await look(tiny, () => {
    parts += 1;
    status.textContent = `Looking: ${parts} of 6`;
  });
  const judgements = judge(findings);
  const troubles = judgements.filter(({ isFine }) => !isFine).length;
  show(judgements);
  word.textContent = wordOf(judgements);
  if (troubles === 0) word.dataset['fine'] = '';
  status.textContent =
    troubles === 0
      ? `All is well. Say “${word.textContent}”.`
      : `Say “${word.textContent}”. ${troubles === 1 ? 'One thing needs' : `${troubles} things need`} a look, below.`;
  again.disabled = false;
}

function start(): void {
  check().catch(() => {
    status.textContent =
      'A part of this page did not come over the network: check it, and look again.';
    again.disabled = false;
  });
}

again.addEventListener('click', start);
start();
