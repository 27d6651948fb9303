/** What the files of a lab's world may use besides 'nines'. Learners cannot import it. */
declare module 'nines/world' {
  /** Puts a copy of a value on record, for the grader. */
  export function observe(value: unknown): void;
  /**
   * Begins or continues a conversation: what this process sends and starts from now on carries the tag. Gives the tag
   * that it carried until now; without one of its own it only says that.
   */
  export function conversation(tag?: string): string;
  /** True now and then, if the run asks for it: a place where the world may behave badly on purpose. */
  export function buggify(site: string): boolean;
}
