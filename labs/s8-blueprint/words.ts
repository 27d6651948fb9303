/** The words of the lab: there are no clients here and no messages, only a day and what the scaler decides. */
import { field, formatNumber, type Observation, type Telling } from '#grader/index.ts';

function text(value: unknown, name: string): string {
  const found = field(value, name) ?? '';
  return typeof found === 'string' ? found : JSON.stringify(found);
}
function number(value: unknown, name: string): number {
  const found = field(value, name);
  return typeof found === 'number' ? found : Number.NaN;
}
function list(value: unknown, name: string): readonly unknown[] {
  const found = field(value, name);
  return Array.isArray(found) ? found : [];
}

type Value = Pick<Observation, 'value' | 'atMs'>;

const seconds = (ms: number): string => `${formatNumber(Math.round(ms / 1000))} s`;

export const telling: Telling = {
  name: ({ id }) => id,
  ask: ({ id }) => id,
  answer: () => '',
  messages: [],
  effects: [
    {
      name: 'ordered',
      like: { kind: 'ordered' },
      weight: 7,
      say: ({ value, atMs }: Value) => {
        const [count, tier] = [number(value, 'count'), text(value, 'tier')];
        return `Your scaler orders ${count} ${tier} ${count === 1 ? 'node' : 'nodes'} more than the ${number(value, 'have')} there are; they serve from ${seconds(atMs + 20_000)} on`;
      },
    },
    {
      name: 'drains',
      like: { kind: 'drains' },
      weight: 7,
      say: ({ value }: Value) => {
        const nodes = list(value, 'nodes');
        const names =
          nodes.length > 4 ? `${nodes.length} ${text(value, 'tier')} nodes` : nodes.join(', ');
        return `Your scaler drains ${names}: of ${number(value, 'have')} ${text(value, 'tier')} nodes ${number(value, 'have') - nodes.length} are left`;
      },
    },
    {
      name: 'full',
      like: { kind: 'full' },
      weight: 9,
      say: ({ value }: Value) =>
        `${text(value, 'tier')} is full: ${formatNumber(number(value, 'queue'), 0)} requests wait, which is two seconds of its work; the next ones fail`,
    },
    {
      name: 'begins',
      like: { kind: 'begins' },
      weight: 5,
      say: ({ value }: Value) =>
        `The day begins with ${number(value, 'web')} web, ${number(value, 'shop')} shop and ${number(value, 'data')} data nodes`,
    },
    {
      name: 'exposed',
      like: { kind: 'exposed' },
      weight: 5,
      say: ({ value }: Value) =>
        `${formatNumber(number(value, 'demand'))} requests a second: if one ${text(value, 'tier')} node crashed now, the others could not do them`,
    },
    {
      name: 'spot',
      like: { kind: 'spot' },
      weight: 7.5,
      say: () => 'The TV spot begins: 800 requests a second more within half a minute',
    },
    {
      name: 'zone lost',
      like: { kind: 'zoneLost' },
      weight: 7.8,
      say: ({ value }: Value) => {
        const nodes = list(value, 'nodes').map(String);
        const of = (tier: string): number => nodes.filter((name) => name.startsWith(tier)).length;
        return `${of('web')} web and ${of('shop')} shop nodes are gone at once`;
      },
    },
    {
      name: 'stopped',
      like: { kind: 'stopped' },
      weight: 5,
      say: ({ value }: Value) => `${text(value, 'name')} is empty and stops`,
    },
    {
      name: 'sessions lost',
      like: { kind: 'sessionsLost' },
      weight: 9,
      say: ({ value }: Value) =>
        `drainStep says stop, and ${text(value, 'name')} stops with ${number(value, 'sessions')} sessions on it`,
    },
    {
      name: 'threw',
      like: { kind: 'threw' },
      weight: 9,
      say: ({ value }: Value) =>
        `${text(value, 'name')} throws ${text(value, 'what')}: nobody scales any more, and the day is over`,
    },
    {
      name: 'second',
      like: { kind: 'second' },
      weight: 1,
      say: ({ value }: Value) => {
        const tiers = ['web', 'shop', 'data'].map((tier) => {
          const busy = formatNumber(number(field(value, 'cpu'), tier) * 100, 0);
          return `${number(field(value, 'serving'), tier)} ${tier} at ${busy} %`;
        });
        const failed = Math.round(number(value, 'failed'));
        const lost = failed === 0 ? '' : `, ${formatNumber(failed)} fail`;
        return `${formatNumber(number(value, 'demand'))} requests: ${tiers.join(', ')}; p99 ${formatNumber(number(value, 'p99Ms'), 0)} ms${lost}`;
      },
    },
    {
      name: 'of no use',
      like: { kind: 'unusable' },
      weight: 9,
      say: ({ value }: Value) => `scale ${text(value, 'what')}: nothing is done`,
    },
  ],
  // The day’s own clock.
  timeout: () => null,
  fault: ({ phase }) => (phase === 'begins' ? 'A zone loses its power' : null),
};
