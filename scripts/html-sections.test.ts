import { expect, test } from 'vitest';
import { sectionsOf } from './html-sections.ts';
import { documentsOf } from './search-index.ts';

const chapter = `<!doctype html><html><head><title>no</title></head><body><header>Menu</header><main>
  <h1>Retries</h1><p class="lead">Ask &amp; ask again.</p><nav>On this page</nav>
  <h2 id="lost">A lost reply <a class="anchor" href="#lost">#</a></h2><p>Nothing&nbsp;<b>came</b> back.</p><p>So what?</p>
  <svg><path d="M0 0"></path><text>arrow</text></svg><br><p>Late.</p>
  <h2 id=quiz>Check yourself</h2><quiz-form class="quiz"><p>The answer is 42.</p></quiz-form>
  <details class="aside is-spoiler"><summary>Hint</summary>Use a key.</details>
  </main><footer>Licence</footer></body></html>`;

test('sections: a page is cut at its anchors, and only what is read is in them', () => {
  expect(sectionsOf(chapter)).toEqual({
    title: 'Retries',
    sections: [
      { anchor: '', title: 'Retries', text: 'Ask & ask again.' },
      { anchor: 'lost', title: 'A lost reply', text: 'Nothing came back. So what? Late.' },
    ],
  });
});

test('sections: an entry of a list has its term as title, and its other names as text', () => {
  const glossary = `<main><h1>Glossary</h1><p>Words.</p><dl><div class="entry" id="key"><dt>idempotency key
    <span class="label">also key</span></dt><dd>Names an intent.</dd><dd class="label see">See intent</dd></div></dl></main>`;
  expect(sectionsOf(glossary).sections[1]).toEqual({
    anchor: 'key',
    title: 'idempotency key',
    text: 'also key Names an intent.',
  });
});

test('documents: they know where they stand and what they are', () => {
  expect(documentsOf('chapters/s5-retry/', chapter)).toMatchObject([
    { id: 'chapters/s5-retry/', kind: 'chapter', title: 'Retries', page: 'Retries' },
    { id: 'chapters/s5-retry/#lost', kind: 'chapter', title: 'A lost reply', page: 'Retries' },
  ]);
});
