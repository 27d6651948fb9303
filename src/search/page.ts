/** Brings the page `/search/` to life: its field, and the query in its address. */
import { connect, steer } from './results.ts';

const form = document.querySelector<HTMLFormElement>('form.search-form');
const field = form?.querySelector('input');
const list = document.querySelector<HTMLOListElement>('main .hits');
const status = document.querySelector<HTMLElement>('main .search-status');

if (form && field && list && status) {
  const place = { field, list, status };
  const answer = connect(place);
  const main = form.closest('main') ?? form;
  steer(main, place);
  const readAddress = (): void => {
    field.value = new URLSearchParams(location.search).get('q') ?? '';
    void answer();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    history.pushState(null, '', `?q=${encodeURIComponent(field.value)}`);
    void answer();
  });
  // What is found can be sent to somebody, and is there again when one comes back from a result.
  field.addEventListener('input', () =>
    history.replaceState(null, '', `?q=${encodeURIComponent(field.value)}`),
  );
  addEventListener('popstate', readAddress);
  readAddress();
}
