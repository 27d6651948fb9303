/** Calls back once, when the reader is about a screen away from an element. */
export function whenNear(element: Element, start: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      start();
    },
    { rootMargin: '800px' },
  );
  observer.observe(element);
}
