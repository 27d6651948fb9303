/** A module built to one classic script and given as text: see scripts/vite-iife.ts. */
declare module '*?iife' {
  const text: string;
  export default text;
}
