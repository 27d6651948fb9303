/**
 * The words an author may use in `content/<id>/chapter.mdx` and `labs/<id>/brief.mdx`. MDX files
 * import nothing: the page hands in this map, so a chapter is prose plus the tags below. Every id
 * is checked before anything is rendered; an unknown one stops the build and names file and line.
 *
 * Chapter frontmatter (`content/<id>/chapter.mdx`; the folder is the id of the course map):
 *   title: A retry strategy per function        shown as the h1, so prose starts at `##`
 *   summary: One or two plain sentences.        under the title, in lists and as description
 *   minutes: 48                                 teaching time; reading time is counted from the words
 *   talk: ['31:05–42:17', '48:03–49:38']        optional: where the talk tells it
 *   labs: [s5-retry]                            the labs it names, in order
 *   sources: [brooker-backoff, gray-1978]       further reading; cited sources are added by <Cite>
 *
 * Beside it `quiz.yaml`:
 *   questions: [{ id, prompt, options: [{ text, correct: true|false, why }] }]   exactly one correct
 *   or, to ask what a program prints: { id, prompt, program, options: [{ text, why }] }; its `main` runs on node `a`
 *   beside node `b` when the site is built, and the option that equals its lines, joined by spaces, is the right one
 * In `content/`, lists; their texts take inline Markdown (`code`, *emphasis*, links):
 *   glossary.yaml  [{ id, term, definition, also?: [other names], see?: [term ids] }]
 *   errata.yaml    [{ n: 14, at: '39:22', said, says, basis: verified|computed|known|simulated }]
 *   sources.yaml   [{ id, authors, title, where, year, url?, note? }]
 *
 * Tags for blocks; leave an empty line after the opening and before the closing tag:
 *   <Objectives> … </Objectives>            a list of what the reader can do afterwards; once, first
 *   <Lab id="s5-retry" />                   the workbench: the first file of its starter as static
 *                                           code, the whole of it when the reader comes near
 *   <Explorable id="seven-cuts" />          `src/explorables/<id>/View.tsx`, which exports `View`:
 *                                           its first render is the static figure, so it must be
 *                                           readable without JavaScript. caption="…" is optional;
 *                                           any further attribute is handed to View (JSON values)
 *   <Figure caption="…" id="lost-ack"> … </Figure>       picture, table or code with a numbered
 *                                           caption; `wide` lets it leave the text column
 *   <SpaceTime lanes={[…]} events={[…]} caption="…" />   a static space-time diagram, drawn in the
 *                                           diagram language; the data is described in
 *                                           `src/components/space-time.ts`
 *   <Compare> three fences: ```ts, ```erlang, ```elixir </Compare>   tabs that remember the choice;
 *                                           one after the other without JavaScript. caption="…"
 *   <Story at="39:22"> … </Story>           a story from the field, set apart; `at` links the talk
 *   <Aside title="…"> … </Aside>            worth knowing, can be skipped
 *   <Tradeoffs caption="…"> a table </Tradeoffs>          first column names the dimension; on a
 *                                           phone it scrolls inside its own frame
 *   <Erratum n={14} />                      the correction of the talk, from errata.yaml
 *   <Quiz />                                the chapter's quiz.yaml; once, near the end
 *   <Hint rung={1}> … </Hint>               in briefs only: one rung of the help ladder
 *
 * Tags inside a sentence:
 *   <Term id="idempotent">idempotent</Term> glossary card on hover and focus, a link without
 *                                           JavaScript; without children it shows the term's name
 *   <Cite id="gray-1978" />                 a footnote number; at="ch. 21" adds a place
 *
 * Plain Markdown does the rest: headings become anchors and the outline (## and ###), tables scroll
 * in their frame on a phone, fences are highlighted (ts, erlang, elixir, sh, text) and may carry
 * a title: ```ts title="server.ts".
 */
import { briefComponents } from './brief-components.ts';
import Compare from './Compare.astro';
import Erratum from './Erratum.astro';
import Explorable from './Explorable.astro';
import Lab from './LabEmbed.astro';
import Objectives from './Objectives.astro';
import Quiz from './Quiz.astro';
import Story from './Story.astro';
import Tradeoffs from './Tradeoffs.astro';

/** Tag -> component, for `<Content components={components} />`; the lower-case ones dress plain Markdown. */
export const components = {
  ...briefComponents,
  Compare,
  Erratum,
  Explorable,
  Lab,
  Objectives,
  Quiz,
  Story,
  Tradeoffs,
};
