/** The styles of the workbench and of this folder, on pages that carry neither. */
import bench from '#styles/bench.css?inline';
import code from '#styles/code.css?inline';
import dialogs from '#styles/dialogs.css?inline';
import stage from '#styles/stage.css?inline';

let isThere = false;

/** Adds the sheets to the page once. */
export function addStageStyles(): void {
  if (isThere) return;
  isThere = true;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync([bench, code, dialogs, stage].join('\n'));
  document.adoptedStyleSheets.push(sheet);
}
