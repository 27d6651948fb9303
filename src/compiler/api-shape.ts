/**
 * What a name of a platform module is at run time: a function that answers at once, an operation that must be
 * awaited, a value, or an object of such. Types have no shape: they do not exist at run time.
 */
export type ApiShape = 'function' | 'operation' | 'value' | { readonly [member: string]: ApiShape };

/** A module that the runtime provides. */
export interface Api {
  readonly values: Readonly<Record<string, ApiShape>>;
  readonly types: readonly string[];
}
