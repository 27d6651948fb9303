/** What a file or a link that carries a run says of where it comes from. */

/** Format of links and files. Older ones are still read; newer ones are not. */
export const linkFormat = 1;

/**
 * Version of what decides how a run goes: runtime and compiler. Raise it with a release in which the same program comes to
 * another hash. A run that comes to another hash than its link says is told in any case.
 */
export const runtimeVersion = 1;
