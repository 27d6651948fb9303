/** What a node of a version knows of your contract: the entries and fields that are no younger than it is. */
import { contract } from './api.ts';
import type { Contract, Fields, Version } from './types.ts';

interface Known {
  readonly request: Fields;
  readonly answer: Fields;
}
const all = new Map<string, Known>();

/** The fields of one function, as a node of this version knows them. */
export function known(fn: Contract['fn'], version: Version): Known {
  const name = `${fn} ${version}`;
  const before = all.get(name);
  if (before !== undefined) return before;
  const entry = contract.find((one) => one.fn === fn && one.since <= version);
  const found = {
    request: upTo(version, entry?.request ?? {}),
    answer: upTo(version, entry?.answer ?? {}),
  };
  all.set(name, found);
  return found;
}

function upTo(version: Version, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.since <= version));
}
