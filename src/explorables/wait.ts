/** Processes written by hand for the explorables: generators on the real runtime, without the compiler. */

/**
 * Awaits an operation of the runtime, as `await` does in a lab:
 *
 *     const result = yield* wait<CallResult>(call(shop, 'order', 500));
 */
export function* wait<T>(operation: Promise<unknown>): Generator<unknown, T, unknown> {
  // The runtime resumes with this operation's own result.
  return (yield operation) as T;
}
