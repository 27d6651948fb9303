/** The night's alarms: one for each cause, held back until a larger cause would have shown. */
import type { Signal, Standing, Watch } from './signals.ts';

/** A machine that has been silent for so long is down, or has lost its exporter. */
const silentS = 5;
/** So long a symptom must last, so that what explains it has its turn first. */
const causeMs = 2_500;
const symptomMs = 12_000;
/** What is over must be over for a while. */
const clearMs = 20_000;

/** Since when each condition holds, and when it last did. */
const held = new Map<string, { sinceMs: number; lastMs: number; isRaised: boolean }>();

export const watch: Watch = (signals, atMs) => {
  const read = (metric: Signal['metric']): Map<string, number> =>
    new Map(signals.filter((one) => one.metric === metric).map(({ node, value }) => [node, value]));
  const answers = read('answers');
  const silent = [...read('silentS')].filter(([, seconds]) => seconds >= silentS);
  const gone = silent.filter(([node]) => answers.get(node) === 0).map(([node]) => node);
  const mute = silent.filter(([node]) => answers.get(node) === 1).map(([node]) => node);
  const front = [...read('frontDown')].filter(([node]) => gone.includes(node));
  // One machine may fail alone. Three that fail together have a common cause; if the world still reaches them, it is the way.
  const isMany = gone.length >= 3;
  const isCut = isMany && front.some(([, value]) => value === 0);
  const found: Standing[] = [];
  const say = (alarm: string, entity: string, explainedBy: string | null = null): void => {
    if (found.some((one) => one.alarm === alarm && one.entity === entity)) return;
    found.push({ alarm, entity, explainedBy });
  };
  const large = isCut ? 'net_split' : isMany ? 'zone_down' : null;
  if (large !== null) say(large, 'zone-2');
  for (const node of gone) say('node_down', node, large);
  for (const node of mute) say('no_data', node);
  slowOrLost(read('timeouts'), say);
  for (const [node, count] of read('late')) {
    // A machine that has just come back was late once.
    if (count >= 2 && !held.has(`node_down ${node}`) && !held.has(`no_data ${node}`))
      say('node_slow', node);
  }
  for (const [node, ms] of read('payMs')) if (ms > 70 && node !== '') say('pay_slow', 'payhub');
  if ([...read('refused').values()].some((count) => count >= 5)) say('vote_overload', 'vote');
  for (const [node, count] of read('restarts')) if (count >= 2) say('restarts', node);
  for (const [node, percent] of read('disk')) if (percent >= 85) say('disk', node);
  return standing(found, atMs, gone.length > 0 || silent.length > 0);
};

/** Answers that do not come: of one shop, or of all of them. */
function slowOrLost(
  timeouts: ReadonlyMap<string, number>,
  say: (alarm: string, entity: string) => void,
): void {
  const total = [...timeouts.values()].reduce((sum, count) => sum + count, 0);
  if (total < 4) return;
  const [worst] = [...timeouts].sort(([, left], [, right]) => right - left);
  if (worst !== undefined && worst[1] >= 0.75 * total) {
    // A shop that is down is not slow.
    if (!held.has(`node_down ${worst[0]}`)) say('node_slow', worst[0]);
  } else if (timeouts.size >= 3) say('replies_lost', 'web-shop');
}

const symptoms = ['node_slow', 'replies_lost'];
const causes = ['node_down', 'no_data', 'net_split', 'zone_down'];

/** Raised when it has lasted, cleared when it has been over for a while. */
function standing(found: readonly Standing[], atMs: number, isSuspected: boolean): Standing[] {
  const stands: Standing[] = [];
  for (const one of found) {
    const name = `${one.alarm} ${one.entity}`;
    const isSymptom = symptoms.includes(one.alarm);
    const isExplained = isSymptom && isSuspected;
    const known = held.get(name);
    if (isExplained && known?.isRaised !== true) {
      held.delete(name);
      continue;
    }
    const since = known ?? { sinceMs: atMs, lastMs: atMs, isRaised: false };
    since.lastMs = atMs;
    const waitMs =
      one.alarm === 'node_slow'
        ? 4_000
        : isSymptom
          ? symptomMs
          : causes.includes(one.alarm)
            ? causeMs
            : 4_000;
    since.isRaised ||= atMs - since.sinceMs >= waitMs;
    held.set(name, since);
  }
  for (const [name, { lastMs, isRaised }] of held) {
    if (atMs - lastMs > (isRaised ? clearMs : 3_000)) held.delete(name);
    else if (isRaised) {
      const [alarm = '', entity = ''] = name.split(' ');
      const now = found.find((one) => one.alarm === alarm && one.entity === entity);
      stands.push(now ?? { alarm, entity, explainedBy: null });
    }
  }
  return stands;
}
