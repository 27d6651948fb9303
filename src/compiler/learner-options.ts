/**
 * How learners' files are checked, in the editor and in CI alike. The numbers are those of TypeScript's enums
 * `ScriptTarget`, `ModuleKind` and `ModuleResolutionKind`, which Monaco takes as well; a test holds them together.
 */
export const learnerCompilerOptions = {
  /** ES2024 */
  target: 11,
  /** ESNext */
  module: 99,
  /** Bundler */
  moduleResolution: 100,
  /** The declarations of `learner-lib.d.ts` are all there is. */
  noLib: true,
  types: [],
  noEmit: true,
  strict: true,
  /** A message may not have the field one hopes for: `xs[0]` may be undefined, and saying so is the point. */
  noUncheckedIndexedAccess: true,
  noFallthroughCasesInSwitch: true,
  noImplicitOverride: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  /** An unused name is greyed out by the editor; while one is typing, it is no mistake. */
  noUnusedLocals: false,
  noUnusedParameters: false,
  skipLibCheck: true,
};
