/**
 * Changes to a text that keep its lines. Brackets are inserted after the node's children have been, so that those
 * of an outer node always lie outside those of an inner one that begins or ends at the same place.
 */
import { MagicString } from 'magic-string';
import type { AnyNode } from 'acorn';

export class Edits {
  readonly code: string;
  private readonly text: MagicString;
  /** Where something was put before a node. */
  private readonly opened = new Set<number>();

  constructor(code: string) {
    this.code = code;
    this.text = new MagicString(code);
  }

  /** Puts brackets, or more, around a node. */
  wrap(node: AnyNode, before: string, after: string): void {
    this.before(node.start, before);
    this.after(node.end, after);
  }

  /** Puts text before what begins at `offset`. */
  before(offset: number, text: string): void {
    this.text.prependRight(offset, text);
    this.opened.add(offset);
  }

  /** Puts text after what ends at `offset`. */
  after(offset: number, text: string): void {
    this.text.appendLeft(offset, text);
  }

  /** Replaces a piece of the source; its line breaks stay. */
  replace(start: number, end: number, text: string): void {
    const lines = this.code.slice(start, end).replace(/[^\n]/g, '');
    this.text.update(start, end, text + lines);
    this.opened.add(start);
  }

  /** Moves a piece of the source, with all that was put at its ends, to `offset`. */
  move(start: number, end: number, offset: number): void {
    this.text.move(start, end, offset);
  }

  /** True if what begins at `offset` no longer begins as it did in the source. */
  isChangedAt(offset: number): boolean {
    return this.opened.has(offset);
  }

  /** The offset of a word or sign that is known to stand at or after `from`. */
  find(sign: string, from: number): number {
    const offset = this.code.indexOf(sign, from);
    if (offset < 0) throw new Error(`no ${sign} after offset ${from}`);
    return offset;
  }

  toString(): string {
    return this.text.toString();
  }
}
