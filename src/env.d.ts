declare namespace App {
  interface Locals {
    /** What the tags of a chapter or brief need to know of the page they stand on; set by the page. */
    reading?: {
      /** Chapter or lab. */
      readonly id: string;
      /** File to name in messages to authors. */
      readonly file: string;
      /** Source ids in the order of their footnote numbers. */
      readonly citations: readonly string[];
    };
  }
}
