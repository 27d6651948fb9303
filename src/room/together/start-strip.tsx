/** Brings the presenter's strip to a page. Loaded where this browser holds a console, or leads its own tabs. */
import { render } from 'preact';
import { pageHere } from './course-place.ts';
import { LeadStrip } from './LeadStrip.tsx';
import { addTogetherStyles } from './styles.ts';

/** Once a page; the room's own pages have no use for it. */
export function beginStrip(): void {
  if (pageHere().startsWith('/workshop/') || document.querySelector('.strip-host') !== null) return;
  addTogetherStyles();
  const host = document.createElement('aside');
  host.className = 'strip-host';
  host.ariaLabel = 'Leading the class';
  document.body.append(host);
  render(<LeadStrip />, host);
}
