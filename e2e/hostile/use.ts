/** For probes, which try what only some browsers have. */

/** Calls or constructs what a path of names leads to: half of these names exist in one browser only. */
export function use(how: 'call' | 'new', path: string, ...args: readonly unknown[]): unknown {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let owner: unknown = globalThis;
  for (const name of names) owner = Reflect.get(Object(owner), name);
  const found: unknown = Reflect.get(Object(owner), last);
  if (typeof found !== 'function') throw new TypeError(`there is no ${path}`);
  return how === 'new' ? Reflect.construct(found, args) : Reflect.apply(found, owner, args);
}
