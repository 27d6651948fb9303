/** Functions: async ones become a generator and a function that starts it; all count a step when they begin. */
import type {
  AnonymousFunctionDeclaration,
  ArrowFunctionExpression,
  FunctionDeclaration,
  FunctionExpression,
} from 'acorn';
import type { Lowering } from './lowering.ts';
import type { FunctionNode } from './tree.ts';

const keyword = 'async';

/** Lowers a function, unless it is a method: those belong to their class or object. */
export function lowerFunction(node: FunctionNode, lowering: Lowering): void {
  const { edits, file } = lowering;
  const countStep = lowering.countStep(node);
  if (node.body.type === 'BlockStatement') edits.after(node.body.start + 1, `${countStep};`);
  else if (!node.async) edits.wrap(node.body, `(${countStep},`, ')');
  if (!node.async) return;
  if (node.type === 'ArrowFunctionExpression') return lowerArrow(node, countStep, lowering);
  if (node.type === 'FunctionDeclaration') return lowerDeclaration(node, lowering);
  const parent = file.source.parents.get(node);
  const isMethod =
    parent?.type === 'MethodDefinition' || (parent?.type === 'Property' && parent.method);
  if (!isMethod) lowerExpression(node, lowering);
}

/** `async function f(a) {…}` -> `function f($0){return $.task(f$g($0));}function* f$g(a) {…}` */
function lowerDeclaration(
  node: FunctionDeclaration | AnonymousFunctionDeclaration,
  lowering: Lowering,
): void {
  const { edits, names } = lowering;
  const name = node.id?.name ?? names.default;
  const generator = names.generatorOf(name);
  const functionAt = edits.find('function', node.start);
  const nameEnd = node.id?.end ?? functionAt + 'function'.length;
  const start = startOf(node, generator, lowering);
  edits.replace(node.start, node.start + keyword.length, `function ${name}${start}`);
  edits.replace(functionAt, nameEnd, `function* ${generator}`);
}

/**
 * `async function (a) {…}` -> `(($g)=>function($0){return $.task($g($0));})(function*(a) {…})`. A function that uses
 * its own name finds it in a block around both.
 */
function lowerExpression(node: FunctionExpression, lowering: Lowering): void {
  const { edits, names, file } = lowering;
  const name = node.id?.name ?? '';
  const own = node.id ? file.source.scopes.bindings.get(node.id) : undefined;
  const usesItself = own !== undefined && own.references.length > 0;
  const functionAt = edits.find('function', node.start);
  const wrapper = `((${names.generator})=>function ${name}${startOf(node, names.generator, lowering)})(`;
  edits.replace(
    node.start,
    node.start + keyword.length,
    usesItself ? `(()=>{const ${name}=${wrapper}` : wrapper,
  );
  edits.replace(functionAt, node.id?.end ?? functionAt + 'function'.length, 'function*');
  edits.after(node.end, usesItself ? `);return ${name};})()` : ')');
}

/** `async (a) => …` -> `(($g)=>($0)=>$.task($g($0)))(function*(a) {…})`; `this` is handed to the generator. */
function lowerArrow(node: ArrowFunctionExpression, countStep: string, lowering: Lowering): void {
  const { edits, names } = lowering;
  const { parameters, task } = forwarding(node, names.generator, lowering);
  const afterKeyword = node.start + keyword.length;
  edits.replace(
    node.start,
    afterKeyword,
    `((${names.generator})=>(${parameters})=>${task})(function*`,
  );
  const [first] = node.params;
  const isBare = first !== undefined && !edits.code.slice(afterKeyword, first.start).includes('(');
  if (isBare) edits.wrap(first, '(', ')');
  const arrowAt = edits.find('=>', node.params.at(-1)?.end ?? afterKeyword);
  const isBlock = node.body.type === 'BlockStatement';
  edits.replace(arrowAt, arrowAt + '=>'.length, isBlock ? '' : `{${countStep};return (`);
  edits.after(node.end, isBlock ? ')' : ')})');
}

/** Parameters and body of the function that starts a generator. */
export function startOf(node: FunctionNode, generator: string, lowering: Lowering): string {
  const { parameters, task } = forwarding(node, generator, lowering);
  return `(${parameters}){return ${task};}`;
}

/** The same where the generator is a method beside the function, so that `this` needs no handing on. */
export function startOfMethod(node: FunctionNode, generator: string, lowering: Lowering): string {
  const { parameters, passed } = forwarding(node, generator, lowering);
  return `(${parameters}){return ${lowering.names.hooks}.task(this.${generator}(${passed}));}`;
}

interface Forwarding {
  readonly parameters: string;
  readonly passed: string;
  readonly task: string;
}

/** What hands a call on to a generator. The number of parameters stays what it was, for those who look. */
function forwarding(node: FunctionNode, generator: string, { file, names }: Lowering): Forwarding {
  const facts = file.source.scopes.facts.get(node);
  const all = `...${names.parameter(0)}`;
  const takesAll = facts?.usesArguments === true;
  const forwarded = node.params.map(({ type }, index) =>
    type === 'RestElement' ? `...${names.parameter(index)}` : names.parameter(index),
  );
  const parameters = forwarded.map((name, index) =>
    node.params[index]?.type === 'AssignmentPattern' ? `${name}=void 0` : name,
  );
  const passed = takesAll ? [all] : forwarded;
  const call =
    facts?.usesThis === true
      ? `${generator}.call(${['this', ...passed].join()})`
      : `${generator}(${passed.join()})`;
  return {
    parameters: takesAll ? all : parameters.join(),
    passed: passed.join(),
    task: `${names.hooks}.task(${call})`,
  };
}
