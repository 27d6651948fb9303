/** `**` becomes a call: engines disagree on the last digits of powers, and a run must give the same everywhere. */
import type { AssignmentExpression, BinaryExpression, MemberExpression } from 'acorn';
import type { Lowering } from './lowering.ts';

/** `a ** b` -> `$.pow(a , b)` */
export function lowerPower(node: BinaryExpression, { edits, names }: Lowering): void {
  const operator = edits.find('**', node.left.end);
  edits.replace(operator, operator + '**'.length, ',');
  edits.wrap(node, `${names.hooks}.pow(`, ')');
}

/** `a **= b` -> `a =$.pow(a, (b))` */
export function lowerPowerAssignment(node: AssignmentExpression, lowering: Lowering): void {
  const { edits, names } = lowering;
  const { left } = node;
  if (left.type === 'MemberExpression') return lowerMember(node, left, lowering);
  const operator = edits.find('**=', left.end);
  const target = edits.code.slice(left.start, left.end);
  edits.replace(operator, operator + '**='.length, `=${names.hooks}.pow(${target},(`);
  edits.after(node.end, '))');
}

/**
 * `o.k **= b` -> `((r,v)=>r[0][r[1]]=$.pow(r[2],v))(((o,k)=>[o,k,o[k]])(o,"k"),b)`: object and key are evaluated once,
 * and the old value is read before `b`, which may wait.
 */
function lowerMember(
  node: AssignmentExpression,
  left: MemberExpression,
  { edits, names }: Lowering,
): void {
  const { property, object } = left;
  const operator = edits.find('**=', left.end);
  const power = `${names.hooks}.pow(r[0],v)`;
  if (property.type === 'PrivateIdentifier') {
    edits.before(left.start, `((o)=>[o.#${property.name},o])(`);
    edits.replace(edits.find('.', object.end), property.end, ')');
    edits.before(node.start, `((r,v)=>r[1].#${property.name}=${power})(`);
  } else {
    const sign = edits.find(left.computed ? '[' : '.', object.end);
    edits.before(left.start, '((o,k)=>[o[k],o,k])(');
    edits.replace(sign, sign + 1, ',');
    if (left.computed) edits.replace(left.end - 1, left.end, ')');
    else if (property.type === 'Identifier') {
      edits.replace(property.start, property.end, `${JSON.stringify(property.name)})`);
    }
    edits.before(node.start, `((r,v)=>r[1][r[2]]=${power})(`);
  }
  edits.replace(operator, operator + '**='.length, ',(');
  edits.after(node.end, '))');
}
