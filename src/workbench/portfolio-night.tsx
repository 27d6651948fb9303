/** The report of the vote night as the last section of the design document. */
import type { ComponentChildren } from 'preact';
import styles from '#styles/diploma.css?inline';
import { Diploma } from '#workbench/night/Diploma.tsx';
import { outcomeSentence } from '#workbench/night/markdown.ts';
import type { Claim } from '#workbench/night/report.ts';

/** The report, whose styles come along with it, and what came out in a sentence. */
export function nightSection(
  claim: Claim,
  base: string,
): { readonly view: ComponentChildren; readonly sentence: string } {
  const view = (
    <>
      <style>{styles}</style>
      <Diploma claim={claim} base={base} />
    </>
  );
  return { view, sentence: outcomeSentence(claim) };
}
