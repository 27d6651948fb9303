/** Marks, in the outline, the section that is being read: the last one whose heading has passed the upper third. */
const links = [...document.querySelectorAll<HTMLAnchorElement>('.outline a')];
const headings = links.flatMap((link) => {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  return heading ? [{ link, heading }] : [];
});

let isPending = false;
function mark(): void {
  isPending = false;
  const passed = headings.filter(
    ({ heading }) => heading.getBoundingClientRect().top < innerHeight / 3,
  );
  const current = passed.at(-1)?.link;
  for (const { link } of headings) {
    if (link === current) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

if (headings.length > 0) {
  addEventListener(
    'scroll',
    () => {
      if (!isPending) requestAnimationFrame(mark);
      isPending = true;
    },
    { passive: true },
  );
  // Nothing is measured before the first scroll: the page is painted sooner.
  if (scrollY > 0) mark();
  // On a narrow screen the outline is a closed list: going somewhere closes it again.
  const details = document.querySelector<HTMLDetailsElement>('.outline details');
  details?.addEventListener('click', ({ target }) => {
    if (target instanceof HTMLAnchorElement) details.open = false;
  });
}
export {};
