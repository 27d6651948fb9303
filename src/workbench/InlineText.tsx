/** Sentences of labs with a little Markdown in them: code between backticks, emphasis between asterisks, line ends. */

export interface InlinePiece {
  readonly kind: 'text' | 'code' | 'emphasis' | 'break';
  readonly text: string;
}

/** Cuts a sentence into pieces. A mark without its partner is an ordinary character. */
export function parseInline(source: string): InlinePiece[] {
  const pieces: InlinePiece[] = [];
  let end = 0;
  const plain = (text: string): void => {
    if (text !== '') pieces.push({ kind: 'text', text });
  };
  for (const match of source.matchAll(/`([^`]+)`|\*(\S(?:[^*\n]*\S)?)\*|\n/g)) {
    plain(source.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, code, emphasis] = match;
    if (code !== undefined) pieces.push({ kind: 'code', text: code });
    else if (emphasis !== undefined) pieces.push({ kind: 'emphasis', text: emphasis });
    else pieces.push({ kind: 'break', text: whole });
  }
  plain(source.slice(end));
  return pieces;
}

/** A figure does not part from its unit at the end of a line. */
function unparted(text: string): string {
  return text.replace(/(\d) (?=[€%]|(?:ms|s|min)\b)/g, '$1\u00A0');
}

export function InlineText({ text }: { readonly text: string }) {
  return (
    <>
      {parseInline(text).map(({ kind, text: piece }, index) => {
        switch (kind) {
          case 'text':
            return unparted(piece);
          case 'code':
            return <code key={index}>{piece}</code>;
          case 'emphasis':
            return <em key={index}>{piece}</em>;
          case 'break':
            return <br key={index} />;
        }
      })}
    </>
  );
}
