/** Signs on the buttons that jump: the diamond of a fault or of the breach, the ring of the story's numbers. */

interface JumpGlyphProps {
  readonly kind: 'fault' | 'story' | 'breach';
  readonly direction: 1 | -1;
}

export function JumpGlyph({ kind, direction }: JumpGlyphProps) {
  const chevron = direction > 0 ? 'M14 5.5L17.5 9L14 12.5' : 'M4 5.5L0.5 9L4 12.5';
  const shift = direction > 0 ? -2 : 2;
  return (
    <svg
      class={`glyph jump-glyph is-${kind}`}
      viewBox="0 0 18 18"
      width="18"
      height="18"
      aria-hidden="true"
    >
      {kind === 'story' ? (
        <>
          <circle class="jump-ring" cx={9 + shift} cy="9" r="5.2" />
          <path class="jump-way" d={`M${8 + shift} 8l1.4 -1.2v4.6`} />
        </>
      ) : (
        <path
          class="jump-sign"
          d={`M${9 + shift} 4L${14 + shift} 9L${9 + shift} 14L${4 + shift} 9Z`}
        />
      )}
      {kind === 'breach' && (
        <path class="jump-cross" d={`M${7.2 + shift} 7.2l3.6 3.6m0 -3.6l-3.6 3.6`} />
      )}
      <path class="jump-way" d={chevron} />
    </svg>
  );
}
