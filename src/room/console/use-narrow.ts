/** Whether an element has the width of a phone. */
import { useLayoutEffect, useState } from 'preact/hooks';

/** Below this a table of many columns is no table any more. */
const narrowBelowRem = 30;

export function useNarrow(): readonly [(element: HTMLElement | null) => void, boolean] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [isNarrow, setIsNarrow] = useState(false);
  useLayoutEffect(() => {
    if (element === null) return;
    const measure = (): void => {
      const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
      // Hidden behind a tab it has no width, and stays as it was.
      if (element.clientWidth > 0) setIsNarrow(element.clientWidth < narrowBelowRem * rem);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return [setElement, isNarrow];
}
