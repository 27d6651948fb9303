/**
 * The workbench of a lab, as the site embeds it.
 *
 * A lab is static markup first: `Lab` is rendered when the site is built, without a `client:` directive, and holds the
 * task's files as Shiki painted them. A script of about one kilobyte (`wake.ts`) waits until the lab comes into
 * view or is touched, then loads the rest and hydrates this same markup; a click that came before is carried out then.
 * So a chapter pays nothing for a lab that is not reached, and without JavaScript the code can still be read.
 *
 * ```astro
 * ---
 * // src/components/Lab.astro
 * import { Lab, contentHash, type LabInfo } from '#workbench/index.ts';
 * import '#styles/workbench.css';
 * const lab: LabInfo = { id, title, minutes, files, invariants, hints, contentHash: contentHash(sources) };
 * // file name -> the <pre class="shiki"> of its text; the starter for editable files, the world's for given ones
 * const code: Record<string, string> = { 'client.ts': '<pre class="shiki …">…</pre>', … };
 * ---
 * <Lab lab={lab} code={code} />
 * <script>
 *   import '#workbench/wake.ts';
 * </script>
 * ```
 *
 * - A page that puts a lab's section in later imports `wakeLabs` from `wake.ts` and calls it then.
 * - `sources` are all files of `starter/` and `world/`, each `{ file, source }`, shown or not.
 * - `lab.files` are the tabs: the brief's `files` as `editable`, then its `given` as `given`.
 * - The text of a file is read back from its `<pre>` (`textContent`), so Shiki must not drop or add characters.
 * - The root element is `<section class="lab" id="lab-<id>" data-lab="<id>">`; it may be as wide as its parent lets
 *   it, and lays itself out by a container query. Two labs on a page work: they share one editor and one sandbox.
 * - Every colour comes from the custom properties of `tokens.css`, the editor's too: it reads them as they are
 *   computed, and again whenever an attribute of `<html>`, the system's theme or its contrast changes.
 * - Other parts of a page may listen on `document`: `nines:verdict` (CustomEvent, detail `{ lab, goal, kind, code,
 *   fingerprint, seeds, seed, traceHash, work, texts, imported }`) after every run, `nines:passed` (detail `{ lab }`) when a grade passes,
 *   and `nines:rung` (detail `{ lab, rung }`) when a rung of help is opened, or was open already when the lab woke.
 */
export { Lab } from './Lab.tsx';
export { contentHash, type LabInfo } from './lab-info.ts';
