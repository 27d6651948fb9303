/** The search of every page: a dialog over it, made when it is first asked for. */
import css from '#styles/search.css?inline';
import { prepare } from './index.ts';
import { connect, steer } from './results.ts';

const html = `
  <form class="search-form">
    <label for="search-field">Search</label>
    <input id="search-field" type="search" autocomplete="off" spellcheck="false" enterkeyhint="go"
      placeholder="A word, a term, a function" />
    <button type="button">Close</button>
  </form>
  <p class="search-status" role="status"></p>
  <ol class="hits" aria-label="Results"></ol>
  <p class="search-keys" aria-hidden="true"><kbd>↑</kbd> <kbd>↓</kbd> choose, <kbd>Enter</kbd> open, <kbd>Esc</kbd> close</p>`;

let dialog: HTMLDialogElement | undefined;

function make(): HTMLDialogElement {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
  const made = document.createElement('dialog');
  made.className = 'search';
  made.setAttribute('aria-label', 'Search');
  // The text is ours and constant.
  made.innerHTML = html;
  const field = made.querySelector('input');
  const list = made.querySelector('ol');
  const status = made.querySelector<HTMLElement>('.search-status');
  if (field === null || list === null || status === null) throw new Error('A part is missing.');
  const place = { field, list, status };
  const answer = connect(place);
  steer(made, place);
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    // Enter may come before the list has followed the last letter.
    void answer().then(() => list.querySelector('a')?.click());
  });
  made.addEventListener('click', ({ target }) => {
    // Outside of its content a dialog is its own backdrop; a result may lie on this very page.
    if (target === made || (target instanceof Element && target.closest('button, .hits a')))
      made.close();
  });
  void prepare().then(answer, answer);
  document.body.append(made);
  return made;
}

/** Opens the dialog, or, if it is open, goes back to its field. */
export function open(): void {
  dialog ??= make();
  if (!dialog.open) dialog.showModal();
  dialog.querySelector('input')?.select();
}
