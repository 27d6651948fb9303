/** The campaign: one seed's forty seconds of customers and faults, a healed minute, and the books at the end. */
import { scattered, type Draw, type Scenario } from '#grader/index.ts';
import { boot, nodes } from './company.ts';
import { makeChat, makeNotice, makeVote, orderMaker } from './customers.ts';
import { faultPlan } from './faults.ts';

/** Operations of each kind. */
const count = 200;
/** Customers come until then, and the network is at fault until then. */
const healMs = 40_000;
/** Effects are judged then: what was told by 42 s has had half a minute to come true. */
export const settledMs = 72_000;
/** An order that was told `unknown` is settled by then, a minute after the last answer. */
export const untilMs = 102_000;

/** The run of one seed. */
export function campaign(draw: Draw): Scenario {
  const orders = scattered(arrivals, draw.of('orders'), orderMaker(draw.of('prices')));
  const votes = scattered(arrivals, draw.of('votes'), makeVote);
  const chats = scattered(arrivals, draw.of('chats'), makeChat);
  const notices = scattered(arrivals, draw.of('notices'), makeNotice);
  return {
    nodes,
    boot,
    workload: [...orders, ...votes, ...chats, ...notices].sort(
      (left, right) => left.atMs - right.atMs,
    ),
    faults: faultPlan({ orders, votes, healMs }, draw.of('faults')),
    untilMs,
  };
}

const arrivals = { count, fromMs: 0, untilMs: healMs };
