/** The theme switch. The choice was applied before first paint by the script in Base.astro; this keeps it up to date. */
const root = document.documentElement;
const key = 'nines:theme';

function remember(theme: string): void {
  try {
    localStorage.setItem(key, theme);
  } catch {
    // A browser that forbids storage forgets the choice with the page.
  }
}

function apply(theme: string): void {
  if (theme === 'auto') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
}

const select = document.querySelector<HTMLSelectElement>('[data-theme-switch]');
if (select) {
  const choose = (): void => {
    apply(select.value);
    remember(select.value);
  };
  // Somebody may have been quicker than this script.
  if (select.value === 'auto') select.value = root.dataset['theme'] ?? 'auto';
  else choose();
  select.addEventListener('change', choose);
  // Another tab, for instance the instructor's, changes it too.
  addEventListener('storage', (event) => {
    if (event.key !== key) return;
    select.value = event.newValue ?? 'auto';
    apply(select.value);
  });
}
export {};
