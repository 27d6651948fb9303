/** On a page with a lab: who holds a console gets its bar; nobody else fetches any of it. */
try {
  if (localStorage['nines:console-token'])
    void import('./start-staff.tsx').then((staff) => staff.beginStaff());
} catch {
  // A browser that keeps nothing holds no console.
}
export {};
