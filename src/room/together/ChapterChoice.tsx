/** Which chapter a panel is about. */
import { useId } from 'preact/hooks';
import { useDeckNames } from './use-deck.ts';

interface ChapterChoiceProps {
  readonly chapter: string;
  readonly choose: (chapter: string) => void;
}

export function ChapterChoice({ chapter, choose }: ChapterChoiceProps) {
  const id = useId();
  const names = useDeckNames();
  if (names.kind === 'missing') return <p role="alert">The chapters did not come: {names.why}</p>;
  const all = names.kind === 'here' ? names.value : [];
  return (
    <div class="console-fields">
      <label for={id}>
        Chapter
        <select
          id={id}
          value={chapter}
          onChange={({ currentTarget }) => choose(currentTarget.value)}
        >
          {all.map(({ chapter: one, mark, title }) => (
            <option key={one} value={one}>
              {mark} {title}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}
