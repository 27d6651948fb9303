/** `npm run bench -- NAME [--json]`: measures one part of the product against its budgets and peers. */
import { existsSync, readdirSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Row } from '../bench/row.ts';

const benchDir = fileURLToPath(new URL('../bench', import.meta.url));
const [name, ...flags] = process.argv.slice(2);
const known = readdirSync(benchDir)
  .filter((file) => /^[a-z]+\.ts$/.test(file) && file !== 'row.ts')
  .map((file) => file.slice(0, -3));

if (name === undefined || !existsSync(`${benchDir}/${name}.ts`)) {
  console.error(`✗ Name a benchmark: npm run bench -- ${known.join(' | ')} [--json]`);
  process.exit(2);
}

const { measure } = (await import(`../bench/${name}.ts`)) as { measure: () => Promise<Row[]> };
const rows = await measure();
const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;

function shown(value: number): string {
  return value >= 1000
    ? Math.round(value).toLocaleString('en')
    : String(Number(value.toPrecision(3)));
}

if (flags.includes('--json')) console.log(JSON.stringify({ name, machine, rows }));
else {
  console.log(machine);
  console.table(
    rows.map((each) => ({
      what: each.what,
      value: shown(each.value),
      unit: each.unit,
      peer: each.peer ?? '',
      ratio: each.ratio === null ? '' : each.ratio.toFixed(2),
      budget: each.budget ?? '',
      ok: each.ok ? '' : '✗',
    })),
  );
}
process.exit(rows.every((each) => each.ok) ? 0 : 1);
