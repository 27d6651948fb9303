/** The part of every page: the header's link, `/` and Ctrl+K open the search, which is fetched then. */

/** Where a slash is a letter and Ctrl+K may be a command. */
const writes = 'input, textarea, select, [contenteditable], .monaco-editor';

function show(event: Event): void {
  event.preventDefault();
  void import('./dialog.ts').then(
    ({ open }) => open(),
    // Offline and never fetched: the page for it may be there.
    () => document.querySelector<HTMLAnchorElement>('.search-link')?.click(),
  );
}

document.querySelector('.search-link')?.addEventListener('click', (event) => {
  const { ctrlKey, metaKey, shiftKey } = event as MouseEvent;
  // Untrusted clicks are our own, above.
  if (event.isTrusted && !ctrlKey && !metaKey && !shiftKey) show(event);
});
document.addEventListener('keydown', (event) => {
  const isCommand = (event.ctrlKey || event.metaKey) && event.key === 'k';
  const isWriting = event.target instanceof Element && event.target.closest(writes) !== null;
  const isSlash = event.key === '/' && !event.ctrlKey && !event.metaKey && !isWriting;
  const isInEditor = event.target instanceof Element && event.target.closest('.monaco-editor');
  if (isSlash || (isCommand && !isInEditor)) show(event);
});
export {};
