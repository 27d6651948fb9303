/**
 * Async methods. A generator method may use `this`, `super` and private names as the async method did, so that is
 * what it becomes where it can be replaced, once its class is made, by what starts it.
 */
import type {
  AssignmentProperty,
  AnonymousClassDeclaration,
  ClassDeclaration,
  ClassExpression,
  MethodDefinition,
  ObjectExpression,
  Property,
} from 'acorn';
import { startOf, startOfMethod } from './lower-functions.ts';
import type { Lowering } from './lowering.ts';
import { propertyName } from './tree.ts';

const keyword = 'async';

export function lowerMethod(
  node: MethodDefinition | Property | AssignmentProperty,
  lowering: Lowering,
): void {
  const { value } = node;
  if (value.type !== 'FunctionExpression' || !value.async) return;
  if (node.type === 'MethodDefinition') lowerClassMethod(node, lowering);
  else if (node.method) lowerObjectMethod(node, lowering);
}

/**
 * A method with a plain name becomes a generator method that `lowerClass` replaces. A private or computed name
 * cannot be replaced, so there a private generator stands beside what starts it:
 * `async #f(a) {…}` -> `#f($0){return $.task(this.#f$g($0));} *#f$g(a) {…}`.
 */
function lowerClassMethod(node: MethodDefinition, lowering: Lowering): void {
  const { edits, names } = lowering;
  const keywordAt = edits.find(keyword, node.static ? node.start + 'static'.length : node.start);
  const afterKeyword = keywordAt + keyword.length;
  if (isReplaced(node)) return edits.replace(keywordAt, afterKeyword, '*');
  const { key } = node;
  const generator = `#${names.generatorOf(key.type === 'PrivateIdentifier' ? key.name : '')}`;
  const start = startOfMethod(node.value, generator, lowering);
  edits.replace(keywordAt, afterKeyword, '');
  edits.after(keyEnd(node, lowering), `${start}${node.static ? ' static' : ''} *${generator}`);
}

/** A static block, the first of all, puts what starts them in the place of generator methods. */
export function lowerClass(
  node: ClassDeclaration | AnonymousClassDeclaration | ClassExpression,
  lowering: Lowering,
): void {
  const methods = node.body.body.filter((element) => element.type === 'MethodDefinition');
  const replaced = methods.filter(
    (method, index) =>
      method.value.async &&
      isReplaced(method) &&
      // A later method of the same name has taken its place already.
      !methods
        .slice(index + 1)
        .some((later) => later.static === method.static && nameOf(later) === nameOf(method)),
  );
  if (replaced.length === 0) return;
  lowering.startsMethods = true;
  const { startMethods } = lowering.names;
  const starting = (owner: string, isStatic: boolean): string => {
    const names = replaced.filter((method) => method.static === isStatic).map(nameOf);
    return names.length === 0 ? '' : `${startMethods}(${owner},${names.map(quote).join()});`;
  };
  lowering.edits.after(
    node.body.start + 1,
    `static{${starting('this.prototype', false)}${starting('this', true)}}`,
  );
}

/**
 * `async f(a) {…}` in an object -> `f:(($g)=>({["f"]($0){return $.task($g($0));}})["f"])(function*(a) {…})`, still a
 * method and still called `f`. Only `super` needs the real place; then `lowerObject` replaces it.
 */
function lowerObjectMethod(node: Property, lowering: Lowering): void {
  const { edits, names } = lowering;
  const { value, key } = node;
  if (value.type !== 'FunctionExpression') return;
  const afterKeyword = node.start + keyword.length;
  if (usesSuper(node, lowering)) return edits.replace(node.start, afterKeyword, '*');
  edits.replace(node.start, afterKeyword, '');
  const start = startOf(value, names.generator, lowering);
  const name = propertyName(key, node.computed);
  const method = `[${quote(name ?? '')}]`;
  const starter =
    node.computed || name === undefined ? `function${start}` : `({${method}${start}})${method}`;
  // `__proto__: value` would set the prototype, `["__proto__"]: value` does not.
  if (name === '__proto__' && !node.computed) edits.replace(key.start, key.end, '["__proto__"]');
  edits.after(keyEnd(node, lowering), `:((${names.generator})=>${starter})(function*`);
  edits.after(node.end, ')');
}

/** An object whose async methods use `super`: they are replaced once it is made. */
export function lowerObject(node: ObjectExpression, lowering: Lowering): void {
  const names = node.properties.flatMap((property) =>
    property.type === 'Property' && usesSuper(property, lowering)
      ? [propertyName(property.key, property.computed) ?? '']
      : [],
  );
  if (names.length === 0) return;
  lowering.startsMethods = true;
  lowering.edits.wrap(node, `${lowering.names.startMethods}(`, `,${names.map(quote).join()})`);
}

/** True for a method that its class can replace: it has a public name that the source spells out. */
function isReplaced({ key, computed }: MethodDefinition): boolean {
  return !computed && key.type !== 'PrivateIdentifier';
}

function usesSuper({ value, method }: Property, { file }: Lowering): boolean {
  return (
    method &&
    value.type === 'FunctionExpression' &&
    value.async &&
    file.source.scopes.facts.get(value)?.usesSuper === true
  );
}

function keyEnd({ key, computed }: MethodDefinition | Property, { edits }: Lowering): number {
  return computed ? edits.find(']', key.end) + 1 : key.end;
}

function nameOf({ key, computed }: MethodDefinition): string {
  return propertyName(key, computed) ?? '';
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** What puts the starting functions in place: `$w(object, 'f', …)`. It needs no global name, which a learner could take. */
export function startMethodsText({ names }: Lowering): string {
  const { hooks, startMethods } = names;
  return (
    `const ${startMethods}=(o,...names)=>{for(const name of names){` +
    `const O=({}).constructor,d=O.getOwnPropertyDescriptor(o,name),g=d.value;` +
    `d.value={[name](...a){return ${hooks}.task(g.apply(this,a));}}[name];` +
    `O.defineProperty(d.value,"length",{value:g.length,configurable:true});` +
    `O.defineProperty(o,name,d);}return o;};`
  );
}
