import { expect, test } from 'vitest';
import {
  type Known,
  brokenReferences,
  citationOrder,
  referencesIn,
  requireReferences,
} from './references.ts';

const known: Known = {
  Lab: ['s5-retry'],
  Explorable: ['seven-cuts', 'retry-storm'],
  Term: ['at-least-once'],
  Cite: ['gray-1978', 'sre-2016'],
  Erratum: ['14'],
};

test('references: each tag is found with its id and line, in any spelling of the attribute', () => {
  const source = [
    '<Lab id="s5-retry" />',
    'A <Term id=\'at-least-once\'>call</Term> <Cite at="ch. 21" id="sre-2016" />',
    '<Erratum n={14} />',
  ].join('\n');
  expect(referencesIn(source)).toEqual([
    { kind: 'Lab', id: 's5-retry', line: 1 },
    { kind: 'Term', id: 'at-least-once', line: 2 },
    { kind: 'Cite', id: 'sre-2016', line: 2 },
    { kind: 'Erratum', id: '14', line: 3 },
  ]);
});

test('references: an opening tag may span lines', () => {
  expect(referencesIn('<Explorable\n  id="seven-cuts"\n  caption="One"\n/>')).toEqual([
    { kind: 'Explorable', id: 'seven-cuts', line: 1 },
  ]);
});

test('references: code and comments refer to nothing', () => {
  const source = '```mdx\n<Lab id="x" />\n```\n`<Lab id="y" />` {/* <Lab id="z" /> */}';
  expect(referencesIn(source)).toEqual([]);
});

test('references: footnotes are numbered by first citation', () => {
  const source = '<Cite id="sre-2016" /> <Cite id="gray-1978" /> <Cite id="sre-2016" />';
  expect(citationOrder(referencesIn(source))).toEqual(['sre-2016', 'gray-1978']);
});

test('references: a wrong id is named with file, line and the nearest right one', () => {
  const broken = brokenReferences('c.mdx', referencesIn('\n<Lab id="s5-retyr" />'), known);
  expect(broken).toEqual([
    'c.mdx:2 <Lab id="s5-retyr"> is not a folder of labs/ with a brief.mdx. Did you mean "s5-retry"?',
  ]);
});

test('references: an id far from all others gets the list', () => {
  const broken = brokenReferences('c.mdx', referencesIn('<Explorable id="clock" />'), known);
  expect(broken[0]).toContain('Known: seven-cuts, retry-storm.');
});

test('references: all broken ones of a file are thrown together', () => {
  const references = referencesIn('<Erratum n={3} />\n<Term id="x" />');
  expect(() => requireReferences('c.mdx', references, known)).toThrow(/n=\{3\}[\s\S]*id="x"/);
});
