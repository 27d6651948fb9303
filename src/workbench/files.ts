/** Files in and out of the page. */

/** Offers a text as a download. */
export function downloadText(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Some browsers begin to read only after the click has been dispatched.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Lets the learner choose a text file; null if none is chosen. */
export function chooseTextFile(accept: string): Promise<{ name: string; text: string } | null> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener('cancel', () => resolve(null));
    input.addEventListener('change', () => {
      const file = input.files?.[0];
      if (file === undefined) resolve(null);
      else void file.text().then((text) => resolve({ name: file.name, text }));
    });
    input.click();
  });
}
