/** Loops, `try` and `throw`. */
import type {
  CatchClause,
  DoWhileStatement,
  ForInStatement,
  ForOfStatement,
  ForStatement,
  ThrowStatement,
  TryStatement,
  WhileStatement,
} from 'acorn';
import type { Edits } from './edits.ts';
import type { Lowering } from './lowering.ts';
import type { MadeNames } from './made-names.ts';

/** Every round of a loop counts as a step. */
export function lowerLoop(
  node: DoWhileStatement | ForInStatement | ForOfStatement | ForStatement | WhileStatement,
  lowering: Lowering,
): void {
  const { edits } = lowering;
  const countStep = `${lowering.countStep(node)};`;
  if (node.body.type === 'BlockStatement') edits.after(node.body.start + 1, countStep);
  else edits.wrap(node.body, `{${countStep}`, '}');
}

/** `for (const k in o) …` -> `for (const k of $.keys((o))) …`: engines differ when `o` changes meanwhile. */
export function lowerForIn(node: ForInStatement, lowering: Lowering): void {
  lowerLoop(node, lowering);
  const { edits, names } = lowering;
  const { left, right } = node;
  const operator = edits.find('in', left.end);
  edits.replace(operator, operator + 'in'.length, 'of');
  // `for (async of …)` would be another loop.
  if (left.type === 'Identifier') edits.wrap(left, '(', ')');
  edits.wrap(right, `${names.hooks}.keys((`, '))');
}

/**
 * `for await (const x of xs) …` -> `for (const $v of $.iterate(xs)) {const x=(yield ($v)); …}`. The body stays a block
 * of its own, so that it may declare a name of the head again.
 */
export function lowerForAwait(node: ForOfStatement, lowering: Lowering): void {
  const { edits, names } = lowering;
  const countStep = `${lowering.countStep(node)};`;
  const { left, right, body } = node;
  const isDeclaration = left.type === 'VariableDeclaration';
  const element = `(yield (${lowering.passSite(node)},${names.element}))`;
  const awaitAt = edits.find('await', node.start);
  edits.replace(awaitAt, awaitAt + 'await'.length, '');
  edits.after(left.start, `const ${names.element}`);
  edits.before(left.start, isDeclaration ? `{${countStep}` : `{${countStep}(`);
  edits.after(left.end, isDeclaration ? `=${element};` : `=${element});`);
  edits.move(left.start, left.end, body.start);
  edits.wrap(right, `${names.hooks}.iterate(`, ')');
  edits.after(body.end, '}');
}

/**
 * `catch` lets go on what is not the learner's to catch; `finally` does not run while a process is being stopped.
 * A `finally` gets a `catch` before it, so that the end of the stack is noticed there too.
 */
export function lowerTry(node: TryStatement, { edits, names }: Lowering): void {
  const { caught, hooks } = names;
  const { handler, finalizer } = node;
  if (handler) lowerCatch(handler, edits, names);
  if (!finalizer) return;
  const rethrow = `catch(${caught}){${hooks}.caught(${caught});throw ${caught};}`;
  if (handler) {
    edits.after(node.start + 'try'.length, '{try');
    edits.after(handler.end, `}${rethrow}`);
  } else edits.after(node.block.end, rethrow);
  edits.after(finalizer.start + 1, `if(!${hooks}.stopping){`);
  edits.after(finalizer.end - 1, '}');
}

/** A pattern could run code of the learner's, so the error is looked at before it is taken apart. */
function lowerCatch({ start, param, body }: CatchClause, edits: Edits, names: MadeNames): void {
  const { caught, hooks } = names;
  if (param?.type === 'Identifier') {
    edits.after(body.start + 1, `${hooks}.caught(${param.name});`);
    return;
  }
  edits.after(body.start + 1, `${hooks}.caught(${caught});`);
  if (!param) {
    edits.after(start + 'catch'.length, `(${caught})`);
    return;
  }
  edits.after(param.start, caught);
  edits.before(param.start, 'let ');
  edits.after(param.end, `=${caught};`);
  edits.move(param.start, param.end, body.start + 1);
}

/** `throw x` -> `throw $.thrown((x), $.at = …)`: the learner threw it, and here. */
export function lowerThrow(node: ThrowStatement, lowering: Lowering): void {
  const { edits, names } = lowering;
  const hasSemicolon = edits.code[node.end - 1] === ';';
  edits.after(node.start + 'throw'.length, ` ${names.hooks}.thrown((`);
  edits.after(hasSemicolon ? node.end - 1 : node.end, `),${lowering.passSite(node)});`);
}
