/** The evening as tables: the confusion of alarms with incidents, one by one. */
import type { RunRecord, ShownCell, ShownTable } from '#grader/index.ts';
import { eveningRecordOf, isIncident, type Happened } from './alarms.ts';
import { minutesSay, nameOf } from './evening-words.ts';

const plain = (text: string): ShownCell => ({ text, mark: 'plain' });

export function eveningTables(record: RunRecord): ShownTable[] {
  return [confusion(record)];
}

function confusion(record: RunRecord): ShownTable {
  const { happened, episodes, pages, tickets } = eveningRecordOf(record);
  // What is left to whoever wants to go beyond is no miss.
  const shown = happened.filter(
    ({ id }) => id !== 'J9' || pages.some(({ about }) => about?.id === id),
  );
  const incidents = shown.filter(isIncident).toSorted(byId);
  const noise = shown.filter((one) => !isIncident(one)).toSorted(byId);
  const about = (id: string | null, list: readonly { readonly about: Happened | null }[]): number =>
    list.filter((one) => (one.about?.id ?? null) === id).length;
  const known = incidents.filter(({ id }) => about(id, episodes) > 0).length;
  const truly = pages.filter((page) => page.about !== null && isIncident(page.about)).length;
  const row = (
    id: string | null,
    what: string,
    one: Happened | null,
  ): ShownTable['rows'][number] => {
    const raises = about(id, episodes);
    const isTrue = one !== null && isIncident(one);
    const woken = about(id, pages);
    const first = episodes.find((episode) => (episode.about?.id ?? null) === id);
    return {
      head: id ?? '–',
      cells: [
        plain(what),
        { text: String(raises), mark: isTrue === raises > 0 ? 'good' : 'gap' },
        {
          text: String(woken),
          mark: isTrue ? (woken > 2 ? 'gap' : 'plain') : woken > 0 ? 'gap' : 'good',
        },
        plain(String(about(id, tickets))),
        plain(first === undefined || one === null ? '–' : minutesSay(first.atMs - one.fromMs)),
        plain(leadText(one, first?.atMs)),
      ],
    };
  };
  return {
    title: 'The evening: alarms and what they were about',
    note: `Recall: ${known} of ${incidents.length} incidents raised something. Precision: ${truly} of ${pages.length} pages were about an incident. ○ deserves a look: an incident unseen, more than two pages for one thing, or something told of noise.`,
    columns: ['', 'what happened', 'alarms', 'pages', 'tickets', 'first after', 'before its end'],
    rows: [
      ...incidents.map((one) => row(one.id, nameOf(one.what), one)),
      ...noise.map((one) => row(one.id, nameOf(one.what), one)),
      row(null, 'nothing at all', null),
    ],
  };
}

function leadText(one: Happened | null, firstMs: number | undefined): string {
  if (one === null || firstMs === undefined || one.how === 'ended' || one.how === null) return '–';
  return minutesSay(Math.max(0, one.endMs - firstMs));
}

export function automationTables(record: RunRecord): ShownTable[] {
  const { ran } = eveningRecordOf(record);
  const kinds = [...new Set(ran.map(({ run, on }) => `${run} on ${on}`))];
  return [
    {
      title: 'The hour with automation: what was run',
      note: 'With a cause: something was wrong on that node that this action mends, and it was not being mended already.',
      columns: ['action', 'with a cause', 'without'],
      rows: kinds.map((kind) => {
        const those = ran.filter(({ run, on }) => `${run} on ${on}` === kind);
        const idle = those.filter(({ hadCause }) => !hadCause).length;
        return {
          head: kind,
          cells: [
            plain(String(those.length - idle)),
            { text: String(idle), mark: idle === 0 ? 'good' : 'gap' },
          ],
        };
      }),
    },
  ];
}

function byId(one: Happened, other: Happened): number {
  return one.id < other.id ? -1 : 1;
}
