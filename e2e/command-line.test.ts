import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkFormat, runtimeVersion } from '#sandbox/versions.ts';

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
    [['s5-retry', root], "has none of the files of 's5-retry': client.ts"],
    [['s5-retry', root, '--seed', 'x'], "'x' is no seed"],
    [['--unfair', '/no/such/file'], "There is no file '/no/such/file'."],
    [['--what'], "Unknown option '--what'"],
  ])('%j: says what to do', (args, message) => {
    const { code, err } = lab(...args);
    expect(err).toContain(message);
    expect(code).toBe(2);
  });

  test('an unfair verdict: is given again from its file, and a changed one is told from it', () => {
    const starter = (file: string) => {
      const source = readFileSync(join(root, 'labs/s5-retry/starter', file), 'utf8');
      return { file, source };
    };
    const file = join(folder, 'unfair.json');
    const dispute = (traceHash: string): ReturnType<typeof lab> => {
      const about = {
        kind: 'nines-unfair',
        format: linkFormat,
        runtime: runtimeVersion,
        lab: { id: 's5-retry', hash: '' },
        goal: 'run',
        files: ['client.ts', 'server.ts', 'reconcile.ts', 'policy.ts'].map(starter),
        imports: [],
        claim: { kind: 'failed', code: 'E-1', seed: 1, traceHash },
        run: null,
        why: 'It asks only when nobody answers.',
      };
      writeFileSync(file, JSON.stringify(about));
      return lab('--unfair', file);
    };
    const other = dispute('0'.repeat(16));
    expect(other.out).toContain('They say: It asks only when nobody answers.');
    expect(other.out).toContain('✗ Another verdict than in the file');
    expect(other.out).toContain('It was made with another version of this lab');
    expect(other.code).toBe(1);
    const [, now = ''] = /now .* trace ([0-9a-f]{16})/.exec(other.out) ?? [];
    const same = dispute(now);
    expect(same.out).toContain('✓ The same verdict as in the file');
    expect(same.code).toBe(0);
  });

  test('help: says where code of strangers belongs', () => {
    const { code, out } = lab('--help');
    expect(out).toMatch(/strangers belongs in the console/);
    expect(code).toBe(0);
  });
});
