/** The month as tables: what each rule made of it, and how soon each incident was known. */
import type { RunRecord, ShownCell, ShownTable } from '#grader/index.ts';
import {
  aboutOf,
  apart,
  delayOf,
  incidentsOf,
  minutesKnown,
  sayMin,
  tellingsOf,
  type Telling,
} from './month-record.ts';

export function monthTables(record: RunRecord): ShownTable[] {
  return [rulesTable(record), incidentsTable(record)];
}

const plain = (text: string): ShownCell => ({ text, mark: 'plain' });

function rulesTable(record: RunRecord): ShownTable {
  const incidents = incidentsOf(record);
  const told = tellingsOf(record);
  const all = [...told.filter(({ kind }) => kind === 'page'), ...apart(told, minutesKnown(record))];
  const rules = new Map<string, Telling[]>();
  for (const one of all) rules.set(one.rule, [...(rules.get(one.rule) ?? []), one]);
  const isTrue = ({ fromMin }: Telling): boolean => aboutOf(fromMin, incidents) !== null;
  const pages = all.filter(({ kind }) => kind === 'page');
  const right = pages.filter(isTrue).length;
  const precision = pages.length === 0 ? '–' : percent(right / pages.length);
  return {
    title: 'The month: what each rule told',
    note: `Precision of the pages, the share that was about an incident: ${precision}. A rule that never became active is not listed. ○ is a false page.`,
    columns: ['rule', 'windows', 'burn', 'told', 'about an incident', 'about none', 'incidents'],
    rows: [...rules.values()].flatMap((told) => {
      const [first] = told;
      if (first === undefined) return [];
      const no = told.filter((one) => !isTrue(one)).length;
      const seen = new Set(told.flatMap(({ fromMin }) => aboutOf(fromMin, incidents)?.id ?? []));
      const { rule, longMin, shortMin, level, kind } = first;
      const isFalse = kind === 'page' && no > 0;
      return [
        {
          head: rule,
          cells: [
            plain(
              longMin === shortMin ? sayMin(longMin) : `${sayMin(longMin)}, ${sayMin(shortMin)}`,
            ),
            plain(String(level)),
            plain(`${told.length} ${told.length === 1 ? kind : `${kind}s`}`),
            plain(String(told.length - no)),
            { text: String(no), mark: isFalse ? 'gap' : 'plain' },
            plain([...seen].sort().join(' ') || '–'),
          ],
        },
      ];
    }),
  };
}

function incidentsTable(record: RunRecord): ShownTable {
  const all = tellingsOf(record);
  const delays = incidentsOf(record).map((incident) => ({
    incident,
    delay: delayOf(incident, all),
  }));
  const caught = delays.filter(
    ({ incident, delay }) => delay !== null && delay <= incident.withinMin,
  );
  return {
    title: 'The month: how soon it was known',
    note: `Recall, the share of the incidents that were told in time: ${caught.length} of ${delays.length}.`,
    columns: ['incident', 'what happened', 'it takes', 'told after', 'allowed'],
    rows: delays
      .toSorted((one, other) => (one.incident.id < other.incident.id ? -1 : 1))
      .map(({ incident: { id, words, tells, withinMin }, delay }) => ({
        head: id,
        cells: [
          plain(words),
          plain(tells),
          {
            text: delay === null ? 'missed' : sayMin(delay),
            mark: delay !== null && delay <= withinMin ? 'good' : 'gap',
          },
          plain(sayMin(withinMin)),
        ],
      })),
  };
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10} %`;
}
