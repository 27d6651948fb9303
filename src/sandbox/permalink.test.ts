import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkNotices, readLink, readLinkFile, writeLink, type LinkContents } from './permalink.ts';
import { runtimeVersion } from './versions.ts';

const contents: LinkContents = {
  lab: { id: 's5-retry', hash: '0123456789abcdef' },
  files: [{ file: 'client.ts', source: 'export async function placeOrder() {}\n'.repeat(20) }],
  imports: [{ specifier: 'labs/s1/tree.ts', origin: 'own', source: 'export {};' }],
  run: {
    subject: { kind: 'recipe', recipe: '{"version":1}' },
    forks: [
      { step: 12, prefix: 'fedcba9876543210', deed: { kind: 'crash', node: 'shop-2' } },
      {
        step: 14,
        prefix: null,
        atMs: 20,
        deed: {
          kind: 'delay',
          message: { tag: 'order-1', from: 'web', to: 'shop-1', ordinal: 2 },
          byMs: 5,
        },
      },
    ],
  },
  event: 417,
  hash: '00112233445566aa',
};

async function fragmentOf(given: LinkContents): Promise<string> {
  const written = await writeLink(given);
  if (written.kind !== 'link') throw new Error(`a ${written.kind} was written`);
  return written.fragment;
}

describe('links', () => {
  test('round trip: what was written is read, with format and version', async () => {
    const read = await readLink(`#${await fragmentOf(contents)}`);
    expect(read).toEqual({
      kind: 'link',
      payload: { ...contents, format: 1, runtime: runtimeVersion },
      notices: [],
    });
  });

  test('property: any run goes there and back', async () => {
    const name = fc.string({ minLength: 1, maxLength: 20 });
    const message = fc.record({ tag: fc.string(), from: name, to: name, ordinal: fc.nat() });
    const ms = fc.double({ min: 0, max: 1e6, noNaN: true }).map((value) => value + 0);
    const deed = fc.oneof(
      fc.record({ kind: fc.constant('kill' as const), process: fc.nat() }),
      fc.record({ kind: fc.constant('hang' as const), node: name, forMs: ms }),
      fc.record({ kind: fc.constant('deliver' as const), message }),
      fc.record({ kind: fc.constant('duplicate' as const), message, afterMs: ms }),
      fc.record({
        kind: fc.constant('send' as const),
        node: name,
        name,
        message: fc
          .jsonValue({ maxDepth: 3 })
          .map((value) => JSON.parse(JSON.stringify(value)) as never),
        tag: fc.string(),
      }),
    );
    const fork = fc.record({
      step: fc.nat(),
      prefix: fc.constantFrom(null, '0123456789abcdef'),
      deed,
    });
    const subject = fc.oneof(
      fc.record({ kind: fc.constant('recipe' as const), recipe: fc.string() }),
      fc.record({ kind: fc.constant('world' as const), world: name, seed: fc.nat() }),
    );
    const any = fc.record({
      lab: fc.record({ id: fc.string({ maxLength: 20 }), hash: fc.string({ maxLength: 20 }) }),
      files: fc.array(
        fc.record({ file: name, source: fc.string({ maxLength: 400, unit: 'binary' }) }),
        {
          maxLength: 5,
        },
      ),
      imports: fc.constant([]),
      run: fc.record({ subject, forks: fc.array(fork, { maxLength: 5 }) }),
      event: fc.nat(),
      hash: fc.constant('0123456789abcdef'),
    });
    await fc.assert(
      fc.asyncProperty(any, async (given) => {
        const written = await writeLink(given);
        if (written.kind === 'refused') throw new Error(written.message);
        const read =
          written.kind === 'link'
            ? await readLink(written.fragment)
            : await readLinkFile(written.text);
        // JSON has one zero.
        const plain: unknown = JSON.parse(JSON.stringify(given));
        expect(read).toMatchObject({ kind: 'link', payload: plain as object });
      }),
      { numRuns: 150 },
    );
  });

  test('property: a link that was cut or changed is refused, and never read as another', async () => {
    const whole = await fragmentOf(contents);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 5, max: whole.length - 1 }),
        fc.constantFrom('cut', 'change', 'drop'),
        async (at, how) => {
          const other = whole[at] === 'A' ? 'B' : 'A';
          const changed =
            how === 'cut'
              ? whole.slice(0, at)
              : whole.slice(0, at) + (how === 'change' ? other : '') + whole.slice(at + 1);
          expect((await readLink(changed)).kind).toBe('refused');
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a link that is cut in half: says what to do', async () => {
    const whole = await fragmentOf(contents);
    expect(await readLink(whole.slice(0, whole.length / 2))).toEqual({
      kind: 'refused',
      message: 'This link is not whole: it was cut off or changed on its way.',
      remedy: 'Ask for it once more, as a whole line, or as a file.',
    });
  });

  test.each(['', '#outline', 'walking=1.2.3'])('%j: is no link', async (fragment) => {
    expect(await readLink(fragment)).toEqual({ kind: 'none' });
  });

  test('a newer format: asks for a reload', async () => {
    expect(await readLink('walk=2.00000000.AAAA')).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('newer version') as string,
    });
  });

  test('an older version of the course, or another one of the lab: is read, and said', async () => {
    const written = await writeLink({ ...contents, files: bulk(60_000) });
    if (written.kind !== 'file') throw new Error('it is a file');
    const old = written.text.replace(`"runtime":${runtimeVersion}`, '"runtime":0');
    const read = await readLinkFile(old);
    expect(read).toMatchObject({
      kind: 'link',
      notices: ['This link was made with an older version of the course; the verdict may differ.'],
    });
    if (read.kind !== 'link') return;
    expect(linkNotices(read.payload, '0123456789abcdef')).toEqual([]);
    expect(linkNotices(read.payload, 'ffffffffffffffff')).toHaveLength(1);
    expect(linkNotices(read.payload, null)).toEqual(['There is no lab s5-retry here.']);
  });
});

/** A file that does not compress. */
function bulk(length: number): LinkContents['files'] {
  let state = 1;
  const digits = Array.from({ length }, () => {
    state = Math.imul(state, 48_271) % 0x7fffffff;
    return String.fromCharCode(33 + (Math.abs(state) % 90));
  });
  return [{ file: 'a.ts', source: digits.join('') }];
}

describe('files', () => {
  test('too long for a URL: is a file, that reads as the link would', async () => {
    const given = { ...contents, files: bulk(60_000) };
    const written = await writeLink(given);
    expect(written.kind).toBe('file');
    if (written.kind !== 'file') return;
    expect(await readLinkFile(written.text)).toMatchObject({ kind: 'link', payload: given });
    expect(await readLinkFile(written.text.slice(0, -5_000))).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('cut off') as string,
    });
  });

  test.each(['{}', '[]', 'null', '{"kind":"nines-walk"}'])('%s: holds no run', async (text) => {
    expect(await readLinkFile(text)).toMatchObject({
      kind: 'refused',
      message: 'This file holds no run.',
    });
  });

  test('more than 256 KB: is neither written nor read', async () => {
    expect((await writeLink({ ...contents, files: bulk(270_000) })).kind).toBe('refused');
    expect((await readLinkFile('x'.repeat(300_000))).kind).toBe('refused');
  });

  test('a bomb: is not unpacked', async () => {
    const zeros = { ...contents, files: [{ file: 'a.ts', source: ' '.repeat(200_000) }] };
    const fragment = await fragmentOf(zeros);
    expect(fragment.length).toBeLessThan(2_000);
    expect((await readLink(fragment)).kind).toBe('link');
    const { deflate } = await import('./deflate.ts');
    const { encodeBase64 } = await import('./base64.ts');
    const bomb = encodeBase64(await deflate(new Uint8Array(50_000_000)));
    const packed = bomb.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
    let hash = 0x811c9dc5;
    for (const letter of packed) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    const check = (hash >>> 0).toString(16).padStart(8, '0');
    expect(await readLink(`walk=1.${check}.${packed}`)).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining('256 KB') as string,
    });
  });
});
