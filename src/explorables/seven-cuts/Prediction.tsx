/** What the reader says before the trip is played. */
import { useState } from 'preact/hooks';
import { Choice } from '#explorables/controls.tsx';
import type { Outcome, Page, Setup } from './setup.ts';

const pages: readonly { readonly value: Page; readonly label: string }[] = [
  { value: 'delivered', label: 'delivered' },
  { value: 'not delivered', label: 'it failed' },
  { value: 'unknown', label: 'we don’t know' },
];
const counts = [0, 1, 2, 3].map((value) => ({ value, label: String(value) }));

function sayCuts({ cuts, always }: Setup): string {
  if (cuts.length === 0) return 'nothing is cut';
  const where = `${cuts.length === 1 ? 'place' : 'places'} ${cuts.join(', ')}`;
  return `cut at ${where}${always ? ', every time' : ''}`;
}

export function Prediction(props: {
  readonly setup: Setup;
  readonly onReveal: (predicted: Outcome) => void;
}) {
  const { setup, onReveal } = props;
  const [books, setBooks] = useState<number | null>(null);
  const [page, setPage] = useState<Page | null>(null);
  return (
    <div class="x-predict">
      <p class="cuts-question">
        <b>{setup.strategy}</b>, {sayCuts(setup)}. Before you look:
      </p>
      <Choice
        name="cuts-books"
        legend="How many books leave?"
        options={counts}
        value={books}
        onChoose={setBooks}
      />
      <Choice
        name="cuts-page"
        legend="What does the page tell Ines?"
        options={pages}
        value={page}
        onChoose={setPage}
      />
      <button
        type="button"
        class="is-primary needs-js"
        disabled={books === null || page === null}
        onClick={() => {
          if (books !== null && page !== null) onReveal({ books, page });
        }}
      >
        Play the trip
      </button>
    </div>
  );
}
