/**
 * Monaco in the site's colours. They are custom properties made with `light-dark()`, which script cannot read as
 * such: each is set as the colour of a hidden element and read back as the browser computed it.
 */
import { editor } from 'monaco-editor/editor/editor.api';
import { isDark, toHex } from './colour.ts';

const themeName = 'nines';

/** Reads the site's colours as they are computed below `parent`. */
function readColours(parent: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement('span');
    probe.style.color = `var(--${name})`;
    probe.hidden = true;
    parent.append(probe);
    const { color } = getComputedStyle(probe);
    probe.remove();
    return toHex(color);
  };
}

function baseOf(ground: string): editor.BuiltinTheme {
  const isContrast =
    matchMedia('(forced-colors: active)').matches || matchMedia('(prefers-contrast: more)').matches;
  if (isContrast) return isDark(ground) ? 'hc-black' : 'hc-light';
  return isDark(ground) ? 'vs-dark' : 'vs';
}

function applyTheme(parent: HTMLElement): void {
  const colour = readColours(parent);
  const ground = colour('surface');
  const rule = (token: string, name: string): editor.ITokenThemeRule => ({
    token,
    foreground: colour(name).slice(1),
  });
  editor.defineTheme(themeName, {
    base: baseOf(ground),
    inherit: true,
    rules: [
      rule('', 'code-ink'),
      rule('identifier', 'code-ink'),
      rule('keyword', 'code-keyword'),
      rule('function', 'code-function'),
      rule('type', 'code-type'),
      rule('type.identifier', 'code-type'),
      rule('string', 'code-string'),
      rule('string.escape', 'code-string'),
      rule('regexp', 'code-string'),
      rule('number', 'code-number'),
      { ...rule('comment', 'code-comment'), fontStyle: 'italic' },
      rule('delimiter', 'code-punctuation'),
    ],
    colors: {
      'editor.background': ground,
      'editor.foreground': colour('code-ink'),
      'editorLineNumber.foreground': colour('ink-3'),
      'editorLineNumber.activeForeground': colour('ink'),
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorCursor.foreground': colour('ink'),
      'editorIndentGuide.background1': '#00000000',
      'editorWidget.background': colour('raised'),
      'editorWidget.foreground': colour('ink'),
      'editorWidget.border': colour('rule-strong'),
      'editorHoverWidget.background': colour('raised'),
      'editorSuggestWidget.background': colour('raised'),
      'editorError.foreground': colour('breach'),
      focusBorder: '#00000000',
    },
  });
  editor.setTheme(themeName);
}

/** Applies the site's colours and follows every change of theme and contrast. */
export function followTheme(parent: HTMLElement): void {
  applyTheme(parent);
  const apply = (): void => applyTheme(parent);
  new MutationObserver(apply).observe(document.documentElement, { attributes: true });
  for (const query of [
    '(prefers-color-scheme: dark)',
    '(prefers-contrast: more)',
    '(forced-colors: active)',
  ]) {
    matchMedia(query).addEventListener('change', apply);
  }
}
