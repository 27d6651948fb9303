/** What a file or a link that carries a run says of where it comes from. */

/** Format of links and files. Older ones are still read; newer ones are not. */
export const linkFormat = 1;

/**
 * Version of what decides how a run goes: runtime and compiler. Raise it when the same program comes to another hash,
 * which `permalink.test.ts` notices.
 */
export const runtimeVersion = 1;
