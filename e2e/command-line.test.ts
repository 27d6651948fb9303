import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nines-lab-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function lab(...args: string[]): { code: number | null; out: string; err: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/lab.ts'), ...args],
    { encoding: 'utf8' },
  );
  return { code: status, out: stdout, err: stderr };
}

describe('npm run lab', () => {
  test('the solution: passes on one seed, as JSON', () => {
    cpSync(join(root, 'labs/s5-retry/solution'), folder, { recursive: true });
    const { code, out } = lab('s5-retry', folder, '--seed', '1', '--json');
    expect(JSON.parse(out)).toMatchObject({
      lab: 's5-retry',
      verdict: 'passed',
      code: null,
      story: [],
      seeds: [1],
      traceHash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(code).toBe(0);
  });

  test('one file of the starter: the others are filled in, and the story is told', () => {
    cpSync(join(root, 'labs/s5-retry/starter/client.ts'), join(folder, 'client.ts'));
    const { code, out } = lab('s5-retry', folder, '--seed', '1');
    expect(out).toContain('✗ Broken: Two charges for one order');
    expect(out).toMatch(/E-1 breaks in world 'campaign', seed 1, at order \d+/);
    expect(out).toMatch(/Hint \d: /);
    expect(code).toBe(1);
  });

  test('code that does not compile: is told with its place and what to write', () => {
    writeFileSync(join(folder, 'client.ts'), 'setTimeout(() => 1, 10);\n');
    const { code, err } = lab('s5-retry', folder);
    expect(err).toContain('client.ts:1:1  `setTimeout` does not exist: time is virtual here.');
    expect(err).toContain('Use `await sleep(ms)`');
    expect(code).toBe(2);
  });

  test.each([
    [['nothing', '.'], "There is no lab 'nothing'. The labs are: "],
    [['s5-retry', '/no/such/folder'], "There is no folder '/no/such/folder'."],
    [['s5-retry'], 'Name a lab and a folder'],
    [['s5-retry', root], "has none of this lab's files: client.ts"],
    [['s5-retry', root, '--seed', 'x'], "'x' is no seed"],
    [['--what'], "Unknown option '--what'"],
  ])('%j: says what to do', (args, message) => {
    const { code, err } = lab(...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test('help: says where code of strangers belongs', () => {
    const { code, out } = lab('--help');
    expect(out).toMatch(/strangers belongs in the console/);
    expect(code).toBe(0);
  });
});
