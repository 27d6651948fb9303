/** Names that the file uses and nobody declares: most are missing on purpose, and have a substitute. */
import type { AnyNode, CallExpression, Identifier, MemberExpression } from 'acorn';
import type { Problem } from '#grader/verdict.ts';
import { globalNames } from '#compiler/generated/platform.ts';
import type { LinkedFile } from './modules.ts';
import type { RefusalCode } from './refusals.ts';
import type { Shapes } from './shapes.ts';
import type { SourceFile } from './source-file.ts';
import { propertyName } from './tree.ts';

const available: ReadonlySet<string> = new Set(globalNames);

/** What is missing on purpose, by what to use instead. */
const missing: readonly (readonly [RefusalCode, string])[] = [
  ['promise', 'Promise'],
  [
    'timer',
    'setTimeout setInterval setImmediate clearTimeout clearInterval clearImmediate queueMicrotask ' +
      'requestAnimationFrame cancelAnimationFrame requestIdleCallback scheduler',
  ],
  ['network', 'fetch XMLHttpRequest WebSocket EventSource BroadcastChannel postMessage'],
  ['date', 'Date Temporal'],
  ['performance', 'performance'],
  ['eval', 'eval Function importScripts WebAssembly'],
  ['global-object', 'globalThis window self global top parent frames'],
  [
    'no-such-global',
    'process require module exports Buffer document navigator location localStorage ' +
      'sessionStorage indexedDB crypto alert prompt confirm structuredClone Intl WeakRef ' +
      'FinalizationRegistry Atomics SharedArrayBuffer Proxy Worker Event EventTarget ' +
      'AbortController TextEncoder TextDecoder URL URLSearchParams escape unescape arguments',
  ],
];

const codeOf = new Map(
  missing.flatMap(([code, names]) => names.split(' ').map((name) => [name, code] as const)),
);

/** Finds uses of names that do not exist. */
export function checkNames(file: LinkedFile, shapes: Shapes): Problem[] {
  const { source } = file;
  const globals = new Set<AnyNode>(source.scopes.globals);
  const problems = source.scopes.globals.flatMap((identifier) => {
    const code = refusalOf(identifier, source);
    return code === undefined ? [] : [source.problem(code, identifier, identifier.name)];
  });
  for (const node of source.nodes) {
    if (isRandom(node, globals)) problems.push(source.problem('math-random', node));
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') continue;
    const name = promiseMethod(node, node.callee, { file, shapes });
    if (name === undefined) continue;
    problems.push(source.problem('promise-method', node.callee.property, name));
  }
  return problems;
}

function refusalOf(identifier: Identifier, source: SourceFile): RefusalCode | undefined {
  const code = codeOf.get(identifier.name);
  if (code !== undefined) return code;
  if (available.has(identifier.name)) return undefined;
  const parent = source.parents.get(identifier);
  const isTypeof = parent?.type === 'UnaryExpression' && parent.operator === 'typeof';
  return isTypeof ? undefined : 'unknown-name';
}

/** `Math.random`, also as `const { random } = Math`. */
function isRandom(node: AnyNode, globals: ReadonlySet<AnyNode>): boolean {
  const isMath = (value: AnyNode | null | undefined): boolean =>
    value?.type === 'Identifier' && value.name === 'Math' && globals.has(value);
  if (node.type === 'MemberExpression') {
    return isMath(node.object) && propertyName(node.property, node.computed) === 'random';
  }
  return (
    node.type === 'VariableDeclarator' &&
    isMath(node.init) &&
    node.id.type === 'ObjectPattern' &&
    node.id.properties.some(
      (property) =>
        property.type === 'Property' && propertyName(property.key, property.computed) === 'random',
    )
  );
}

/** `.then(…)`, `.catch(…)` or `.finally(…)` on anything but an object of the learner's own that has such a method. */
function promiseMethod(
  call: CallExpression,
  callee: MemberExpression,
  { file, shapes }: { readonly file: LinkedFile; readonly shapes: Shapes },
): string | undefined {
  const name = propertyName(callee.property, callee.computed);
  if (name !== 'then' && name !== 'catch' && name !== 'finally') return undefined;
  const object = shapes.of(callee.object, file);
  return object?.kind === 'object' && object.has(name) && call.callee === callee ? undefined : name;
}
