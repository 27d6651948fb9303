import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('plain text: tags go, entities become characters, everything else stays', () => {
  const html =
    '<pre class="code"><code><span class="k">if</span> (a &#x3C; b &#38;&amp; c) {\n  `&lt;`\n}</code></pre>';
  expect(plainText(html)).toBe('if (a < b && c) {\n  `<`\n}');
});

test('plain text: an entity is decoded once, an unknown one stays', () => {
  expect(plainText('&amp;lt; &unknown;')).toBe('&lt; &unknown;');
});
