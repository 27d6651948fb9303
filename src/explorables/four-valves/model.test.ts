import { describe, expect, test } from 'vitest';
import {
  capacities,
  examples,
  explain,
  flowOf,
  offered,
  stations,
  valves,
  wasted,
  type Setting,
  type Valve,
} from './model.ts';

const everywhere = (valve: Valve): Setting => ({
  client: valve,
  web: valve,
  shop: valve,
  pay: valve,
});
const settings: readonly Setting[] = valves.flatMap((client) =>
  valves.flatMap((web) =>
    valves.flatMap((shop) => valves.map((pay): Setting => ({ client, web, shop, pay }))),
  ),
);

describe('pipe of four valves: what holds at every setting', () => {
  test('nobody does more than he can, and everybody who came is accounted for', () => {
    for (const setting of settings) {
      const { goodput, stations: through } = flowOf(setting);
      let arriving = offered;
      for (const station of stations) {
        const { handled, refused, growing, heldBack, forNobody } = through[station];
        expect(handled).toBeLessThanOrEqual(capacities[station]);
        expect(handled + refused + growing + heldBack).toBe(arriving);
        expect(handled).toBe(goodput + forNobody);
        arriving = handled;
      }
      expect([0, 250]).toContain(goodput);
    }
  });
  test('goodput is zero exactly where some queue grows without end', () => {
    for (const setting of settings) {
      const flow = flowOf(setting);
      const grows = stations.some((station) => flow.stations[station].growing > 0);
      expect(flow.goodput === 0).toBe(grows);
    }
  });
  test('people are held back at the first door and nowhere else: inside, credits are waits of the one before', () => {
    for (const setting of settings) {
      const { web, shop, pay } = flowOf(setting).stations;
      expect([web.heldBack, shop.heldBack, pay.heldBack]).toEqual([0, 0, 0]);
    }
  });
  test('queues of a hundred are short enough even if they stand in a row', () => {
    const { web, shop, pay } = flowOf({ ...everywhere('queue'), client: 'none' }).stations;
    expect(web.waitS + shop.waitS + pay.waitS + 0.2).toBeLessThan(2);
  });
});

describe('pipe of four valves: what the chapter says of it', () => {
  test('a refusal at each door: web handles 800 a second, of which 550 come to nothing', () => {
    const flow = flowOf({ ...everywhere('reject'), client: 'none' });
    expect(flow.goodput).toBe(250);
    expect(flow.stations.web).toMatchObject({ handled: 800, forNobody: 550 });
    expect(flow.stations.shop.forNobody).toBe(150);
    expect(wasted(flow)).toBe(700);
  });
  test('credits and a refusal at the first door do the same good, and web handles 250', () => {
    const flow = flowOf({ client: 'none', web: 'reject', shop: 'credit', pay: 'credit' });
    expect(flow.goodput).toBe(250);
    expect(flow.stations.web).toMatchObject({ handled: 250, refused: 750, forNobody: 0 });
  });
  test('credits alone move the crowd to the first station that does not pass them on', () => {
    const flow = flowOf({ client: 'none', web: 'none', shop: 'credit', pay: 'credit' });
    expect(flow.goodput).toBe(0);
    expect(flow.stations.web.growing).toBe(750);
  });
  test('a refusal at pay alone changes nothing: web has let in what it cannot do', () => {
    const alone = flowOf({ ...everywhere('none'), pay: 'reject' });
    expect(alone.goodput).toBe(0);
    expect(explain(alone)).toBe(explain(flowOf(everywhere('none'))));
  });
  test('every other example has a sentence of its own', () => {
    const sentences = examples.map(({ setting }) => explain(flowOf(setting)));
    expect(new Set(sentences).size).toBe(examples.length - 1);
    expect(sentences[2]).toContain('200 at web, 400 at shop, 150 at pay');
    expect(sentences.at(-1)).toContain('750 stand in the street');
  });
});
