/** Styles that come with the code that needs them: a page that nobody has run anything on does not carry them. */
import { useLayoutEffect } from 'preact/hooks';

/** A hook that adds these rules to the page, once. */
export function lateStyles(css: string): () => void {
  let isAdded = false;
  return () =>
    useLayoutEffect(() => {
      if (isAdded) return;
      isAdded = true;
      const style = document.createElement('style');
      style.textContent = css;
      document.head.append(style);
    }, []);
}
