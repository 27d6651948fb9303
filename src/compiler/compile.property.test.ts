import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { runLowered, runNatively } from './outcome.ts';

/**
 * Programs of nested async constructs. `x` is a variable that all of it reads and writes, `log` prints, so that the
 * order of everything shows. Loops run at most twice, and nesting is shallow, so every program ends soon.
 */
const { statement } = fc.letrec<{ expression: string; statement: string; block: string }>((tie) => {
  const expression = tie('expression');
  const block = tie('block');
  const constant = fc.integer({ min: 0, max: 3 }).map(String);
  return {
    expression: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      constant,
      fc.constant('x'),
      expression.map((e) => `(await call(${e}))`),
      expression.map((e) => `log(${e})`),
      expression.map((e) => `await later(${e})`),
      fc.tuple(expression, expression).map(([a, b]) => `((${a}) + (${b}))`),
      fc.tuple(expression, expression).map(([a, b]) => `((${a}) ** (${b}) % 7)`),
      fc.tuple(expression, expression, expression).map(([a, b, c]) => `((${a}) ? ${b} : ${c})`),
      fc.tuple(expression, expression).map(([a, b]) => `((${a}) && (${b}))`),
      fc.tuple(expression, expression).map(([a, b]) => `[${a}, ...[await call(${b})]].length`),
      expression.map((e) => `\`\${${e}}\`.length`),
      expression.map((e) => `(x += ${e}, x %= 5)`),
      expression.map((e) => `(box.n **= ${e}, box.n %= 5)`),
      block.map((b) => `await (async () => { ${b}; return x; })()`),
      expression.map((e) => `await (async (y) => y + (${e}))(1)`),
      block.map((b) => `await (async function (this: any) { ${b}; return x; }).call({})`),
      block.map((b) => `await ({ n: 1, async m(y = x) { ${b}; return this.n + y; } }).m()`),
      block.map(
        (b) =>
          `await new (class extends Base { #k = 1; override async m() { ${b}; return (await super.m()) + await this.#p(); } async #p() { return this.#k; } })().m()`,
      ),
    ),
    statement: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      expression.map((e) => `log(${e})`),
      expression.map((e) => `x = (${e}) % 5`),
      fc.tuple(expression, block, block).map(([e, a, b]) => `if (${e}) { ${a} } else { ${b} }`),
      block.map((b) => `for (let i = 0; i < 2; i++) { ${b} }`),
      fc.tuple(block, fc.constantFrom('break', 'continue', '')).map(([b, jump]) => {
        const label = labelAround(b);
        const leave = jump === '' ? '' : `${jump} ${label}`;
        return `${label}: for await (const y of [1, x]) { log(y); for (const z of [y]) { ${b}; ${leave} } }`;
      }),
      fc
        .tuple(expression, block)
        .map(([e, b]) => `{ let n = 2; while (n-- > 0 && (${e})) { ${b} } }`),
      fc
        .tuple(block, block, block)
        .map(([a, b, c]) => `try { ${a} } catch (e) { log(String(e)); ${b} } finally { ${c} }`),
      fc
        .tuple(block, block)
        .map(([a, b]) => `try { ${a} } catch ({ message = 'none' }) { log(message); ${b} }`),
      fc.tuple(block, block).map(([a, b]) => `try { ${a} } finally { ${b} }`),
      expression.map((e) => `if (x > 2) throw new Error('e' + (${e}))`),
      expression.map((e) => `if (x > 3) return ${e}`),
      fc
        .tuple(expression, block, block)
        .map(
          ([e, a, b]) =>
            `switch (${e}) { case 0: ${a} break; case await call(1): ${b} default: log('d') }`,
        ),
      fc
        .tuple(block, expression)
        .map(([b, e]) => `{ async function f(y: number) { ${b}; return y; } log(await f(${e})) }`),
      expression.map(
        (e) => `{ const { a = ${e}, ...rest } = await call({ b: x }); log(a); log(rest) }`,
      ),
    ),
    block: fc
      .array(tie('statement'), { maxLength: 2, depthIdentifier: 'block' })
      .map((lines) => lines.map((line) => `${line}\n`).join('')),
  };
});

/** A label that no loop inside has. */
function labelAround(block: string): string {
  const inside = [...block.matchAll(/outer(\d+):/g)].map(([, depth]) => Number(depth));
  return `outer${Math.max(0, ...inside) + 1}`;
}

const before = `
import { call } from 'nines';
let x = 1;
const box = { n: 2 };
function log(value: any) { console.log(value); return typeof value === 'number' ? value : 1; }
async function later(y: number) { x = (x + 1) % 5; return y; }
class Base { async m() { return 1; } }
`;

test(
  'any nesting of async constructs behaves lowered as it does natively',
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 4 }), async (statements) => {
        const body = statements.map((line) => `${line}\n`).join('');
        const files = { 'a.ts': `${before}export async function main() {\n${body}return x;\n}\n` };
        const native = await runNatively(files);
        expect(runLowered(files)).toEqual(native);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  },
);
