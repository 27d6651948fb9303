/** What people say of themselves, as a shape: the same on the projector as in the dock and on the console. */
const paths = {
  working: 'M9 2.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z',
  done: 'M3 9.5L7.5 14L15 4.5',
  help: 'M9 2L16.5 15.5H1.5Z',
  quiet: 'M4 9H14',
} as const;

export type ShapeName = keyof typeof paths;

export function Shape({ name }: { readonly name: ShapeName }) {
  return (
    <svg class={`shape is-${name}`} viewBox="0 0 18 18" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
