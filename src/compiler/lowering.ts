/** What all parts of the lowering of one file share. */
import type { AnyNode, CallExpression } from 'acorn';
import { Edits } from './edits.ts';
import { sitesPerFile } from './limits.ts';
import { makeNames } from './made-names.ts';
import type { MadeNames } from './made-names.ts';
import type { Lab, LinkedFile } from './modules.ts';
import type { OperationUse } from './operations.ts';

export class Lowering {
  readonly file: LinkedFile;
  readonly lab: Lab;
  readonly operations: ReadonlyMap<CallExpression, OperationUse>;
  readonly edits: Edits;
  readonly names: MadeNames;
  /** Site 0 is the file as a whole: nowhere in particular. */
  readonly sites: [line: number, column: number][] = [[1, 1]];
  /** Set where a class or object holds generator methods that are wrapped once it is made. */
  startsMethods = false;
  private readonly firstSite: number;

  constructor(
    file: LinkedFile,
    lab: Lab,
    given: { readonly fileIndex: number; readonly operations: Lowering['operations'] },
  ) {
    this.file = file;
    this.lab = lab;
    this.operations = given.operations;
    this.firstSite = given.fileIndex * sitesPerFile;
    this.edits = new Edits(file.source.code);
    this.names = makeNames(file.source.scopes.names);
  }

  /** `$.at = …` for a place in the source: who is running tells by it which line it has come to. */
  passSite(node: AnyNode): string {
    const { line, column } = this.file.source.placeOf(node);
    this.sites.push([line, column]);
    return `${this.names.hooks}.at=${this.firstSite + this.sites.length - 1}`;
  }

  /** Counts a step, as an expression. Where none are left the run ends, and the place is noted only then. */
  countStep(node: AnyNode): string {
    const { hooks } = this.names;
    return `--${hooks}.n<0&&(${this.passSite(node)},${hooks}.trip())`;
  }
}
