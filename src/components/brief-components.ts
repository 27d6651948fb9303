/** What a brief may use: no interactive figures, no quiz, and the workbench is placed by the page. See index.ts. */
import Aside from './Aside.astro';
import Cite from './Cite.astro';
import Fence from './Fence.astro';
import Figure from './Figure.astro';
import HeadingThree from './HeadingThree.astro';
import HeadingTwo from './HeadingTwo.astro';
import Hint from './Hint.astro';
import SpaceTime from './SpaceTime.astro';
import Table from './Table.astro';
import TableHead from './TableHead.astro';
import Term from './Term.astro';

/** Tag -> component; the lower-case ones dress plain Markdown. */
export const briefComponents = {
  Aside,
  Cite,
  Figure,
  Hint,
  SpaceTime,
  Term,
  h2: HeadingTwo,
  h3: HeadingThree,
  pre: Fence,
  table: Table,
  th: TableHead,
};
