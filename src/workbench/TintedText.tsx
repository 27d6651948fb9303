/** Code in colours, painted in the browser. */
import { tint } from './tint.ts';

/** Plain ink needs no element. */
export function TintedText({ text }: { readonly text: string }) {
  return (
    <>
      {tint(text).map(({ hue, text: piece }, index) =>
        hue === '' ? (
          piece
        ) : (
          <span key={index} class={hue}>
            {piece}
          </span>
        ),
      )}
    </>
  );
}
