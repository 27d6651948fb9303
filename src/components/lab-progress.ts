/** Says beside each lab of a list how far this reader is with it: from the drafts and passes kept in this browser. */
import { sharedStore } from '#workbench/draft-storage.ts';

const places = [...document.querySelectorAll<HTMLElement>('[data-progress]')];

async function show(): Promise<void> {
  const store = await sharedStore();
  const [passed, begun] = await Promise.all([store.keys('passed/'), store.keys('draft/')]);
  for (const place of places) {
    const lab = place.dataset['progress'] ?? '';
    const isPassed = passed.includes(`passed/${lab}`);
    if (!isPassed && !begun.includes(`draft/${lab}`)) continue;
    place.className = isPassed ? 'progress is-passed' : 'progress';
    place.textContent = isPassed ? 'passed' : 'in progress';
  }
}

// A browser that keeps nothing has nothing to show.
if (places.length > 0) show().catch(() => undefined);
