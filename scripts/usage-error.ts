/** Something that the one who called a command can put right. */
export class UsageError extends Error {}
