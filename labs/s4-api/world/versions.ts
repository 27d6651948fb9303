/** What a node of a version knows of your contract: the entries and fields that are no younger than it is. */
import type { Contract, Fields, Version } from './types.ts';

/** The fields of one function, as a node of this version knows them. */
export function known(
  contract: readonly Contract[],
  fn: Contract['fn'],
  version: Version,
): { readonly request: Fields; readonly answer: Fields } {
  const entry = contract.find((one) => one.fn === fn && one.since <= version);
  return {
    request: upTo(version, entry?.request ?? {}),
    answer: upTo(version, entry?.answer ?? {}),
  };
}

function upTo(version: Version, fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, field]) => field.since <= version));
}
