/** A copy button over each code block. It is made here, because without a script it could do nothing. */
import { whenNear } from './near.ts';

/** On plain http, as on a workshop's own network, there is no clipboard API; the old command still works there. */
async function copy(text: string): Promise<boolean> {
  if (isSecureContext) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Permission refused: try the other way.
    }
  }
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'is-hidden';
  document.body.append(area);
  area.select();
  const isDone = document.execCommand('copy');
  area.remove();
  return isDone;
}

function addButton(fence: Element): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'copy';
  button.textContent = 'Copy';
  button.addEventListener('click', () => {
    void copy(fence.querySelector('pre')?.textContent ?? '').then((isDone) => {
      button.textContent = isDone ? 'Copied' : 'Select and copy by hand';
      setTimeout(() => {
        button.textContent = 'Copy';
      }, 1600);
    });
    button.focus();
  });
  fence.append(button);
}

for (const fence of document.querySelectorAll('.fence')) whenNear(fence, () => addButton(fence));
