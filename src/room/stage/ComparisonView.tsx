/** The claim beside what was found, with a sign and a word for each line: nobody has to compare hashes by eye. */
import type { Comparison } from './compare.ts';

const names = { outcome: 'Outcome', story: 'Story', trace: 'Trace' } as const;

export function ComparisonView({ comparison }: { readonly comparison: Comparison }) {
  const { kind, sentence, lines } = comparison;
  return (
    <section class={`comparison is-${kind}`} aria-label="Claimed and found">
      <p class="comparison-sentence">{sentence}</p>
      {lines.length > 0 && (
        <table>
          <thead>
            <tr>
              <td />
              <th scope="col">Their browser claimed</th>
              <th scope="col">This console found</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {lines.map(({ what, claimed, found, isSame }) => (
              <tr key={what} class={isSame ? '' : 'is-other'}>
                <th scope="row">{names[what]}</th>
                <td>
                  <code>{claimed || '–'}</code>
                </td>
                <td>
                  <code>{found || '–'}</code>
                </td>
                <td>{claimed === '' ? 'not claimed' : isSame ? '= equal' : '≠ differs'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
