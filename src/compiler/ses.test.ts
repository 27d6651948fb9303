import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { behaviours, own } from './cases.ts';
import { compileTexts } from './outcome.ts';

/** Locks a realm of its own down and says of each text why SES would not take it, if so. */
const judge = `
const { parentPort, workerData } = require('node:worker_threads');
require(workerData.ses);
lockdown({ errorTaming: 'unsafe', consoleTaming: 'unsafe' });
parentPort.postMessage(workerData.texts.map((text) => {
  try {
    const compartment = new Compartment({ __options__: true });
    return typeof compartment.evaluate(text);
  } catch (error) {
    return String(error);
  }
}));
`;

function judged(texts: readonly string[]): Promise<string[]> {
  const ses = import.meta.resolve('ses').replace('file://', '');
  const worker = new Worker(judge, { eval: true, workerData: { ses, texts } });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

describe('SES', () => {
  test('takes every compiled text for a factory', async () => {
    const cases = [...behaviours, ...own];
    const texts = cases.flatMap(({ name, files }) =>
      [...compileTexts(files)].map(([file, text]) => ({ name: `${name}: ${file}`, text })),
    );
    const verdicts = await judged(texts.map(({ text }) => text));
    const refused = texts.flatMap(({ name }, index) =>
      verdicts[index] === 'function' ? [] : [`${name}: ${verdicts[index]}`],
    );
    expect(refused).toEqual([]);
  });

  test('would refuse what the compiler escapes', async () => {
    const texts = ['"import("', '"<!--"', '"-->"', '"eval("', '/* import( */ 1'];
    for (const verdict of await judged(texts)) expect(verdict).toContain('SES_');
  });
});
