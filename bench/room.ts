/**
 * The live room on one machine, beside socket.io doing the same fan-out in the same run: connected learners, events a
 * second, milliseconds from a learner's send to the console's receipt, memory a connection, and the time until
 * everybody is back after a restart. Our server checks every message and has it on disk before it acknowledges;
 * socket.io only passes it on. Server, learners, and the console (in this process) are three processes.
 */
import { cpus } from 'node:os';
import { ours, socketio, type Contender } from './room-contenders.ts';
import { cpuUsOf, Fleet, pause, residentBytes, type Running } from './room-fleet.ts';
import { LightClient, nowUs } from './room-wire.ts';
import { keeps, row, type Row } from './row.ts';

const learners = 5_000;
const perSecond = 500;
const budgetMs = 500;
/** How fast learners come in: a hall that opens its laptops within ten seconds. */
const comingPerSecond = 500;
const patienceMs = 90_000;
const stepMs = 4_000;

interface Step {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Processor time over wall time, percent of one core. */
  readonly serverCpu: number;
  readonly clientsCpu: number;
}

interface Figures {
  readonly held: number;
  readonly bytesEach: number;
  readonly budgetStep: Step;
  readonly highest: Step;
  readonly announced: readonly number[];
  /** Null where nothing is kept. */
  readonly kept: Kept | null;
}

/** What restarts cost, and whether they cost any message. */
interface Kept {
  readonly restartMs: number;
  readonly killMs: number;
  readonly lost: number;
  readonly doubled: number;
}

/** The value below which so much of them lies; NaN of none. */
function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

/** One server with its learners and its console. */
class Hall {
  readonly fleet = new Fleet();
  readonly contender: Contender;
  #running: Running | null = null;
  #console: LightClient | null = null;
  #received: number[] = [];

  constructor(contender: Contender) {
    this.contender = contender;
  }

  get server(): Running {
    if (this.#running === null) throw new Error('The server is not started.');
    return this.#running;
  }

  async startServer(): Promise<void> {
    this.#running = await this.contender.start();
  }

  openConsole(): void {
    this.#console = new LightClient({
      dialect: this.contender.dialect,
      host: this.contender.host,
      credential: this.contender.staff,
      localAddress: '127.0.0.1',
      events: (events) => {
        const now = nowUs();
        for (const { body } of events)
          if (body.kind === 'ran') this.#received.push((now - Number(body.work)) / 1_000);
      },
    });
    this.#console.open();
  }

  announce(): void {
    this.#console?.say({ kind: 'announced', text: String(nowUs()) });
  }

  /** Offers a rate for a while, waits until all of it has arrived, and gives the times it took. */
  async step(rate: number, forMs: number): Promise<Step> {
    this.#received = [];
    const before = await this.fleet.tell();
    const serverBefore = cpuUsOf(this.server.pid);
    const startedAt = performance.now();
    this.fleet.order({ do: 'say', perSecond: rate, forMs });
    await pause(forMs);
    const wallUs = (performance.now() - startedAt) * 1_000;
    const serverCpu = ((cpuUsOf(this.server.pid) - serverBefore) / wallUs) * 100;
    const after = await this.fleet.tell();
    const clientsCpu = ((after.cpuUs - before.cpuUs) / wallUs) * 100;
    const due = before.said + Math.round((rate * forMs) / 1_000);
    await this.fleet.until(({ said, waiting }) => said >= due && waiting === 0, 30_000);
    for (let i = 0; i < 100 && this.#received.length < (rate * forMs) / 1_000; i++) await pause(50);
    const isWhole = this.#received.length >= (rate * forMs) / 1_000;
    const p50Ms = quantile(this.#received, 0.5);
    // A console that fell so far behind that it was given the whole state anew has not kept up.
    const p99Ms = isWhole ? quantile(this.#received, 0.99) : Number.POSITIVE_INFINITY;
    return { perSecond: rate, p50Ms, p99Ms, serverCpu, clientsCpu };
  }

  /** Time from `since` until every learner is back in the room and nothing waits to be said. */
  async allBack(sinceUs: number): Promise<number> {
    const told = await this.fleet.until(
      ({ ready, waiting }) => ready === learners && waiting === 0,
      patienceMs,
    );
    const isBack = told.ready === learners && told.waiting === 0;
    return isBack ? (told.lastReadyUs - sinceUs) / 1_000 : Number.POSITIVE_INFINITY;
  }

  async close(): Promise<void> {
    this.#console?.close();
    this.fleet.close();
    await this.server.end('SIGKILL');
    this.contender.clear();
  }
}

/** Doubles the rate until the console no longer keeps up, then looks once more in between. */
async function highestRate(hall: Hall): Promise<Step> {
  let best = await hall.step(perSecond, stepMs);
  let over = Number.POSITIVE_INFINITY;
  for (let rate = perSecond * 2; over === Number.POSITIVE_INFINITY && rate <= 64_000; rate *= 2) {
    const step = await hall.step(rate, stepMs);
    if (step.p99Ms < budgetMs) best = step;
    else over = rate;
  }
  for (let i = 0; i < 2 && over !== Number.POSITIVE_INFINITY; i++) {
    const rate = Math.round((best.perSecond + over) / 2);
    const step = await hall.step(rate, stepMs);
    if (step.p99Ms < budgetMs) best = step;
    else over = rate;
  }
  return best;
}

/** Ends the server while learners talk, starts it again, and waits for everybody. */
async function restart(hall: Hall, signal: 'SIGTERM' | 'SIGKILL'): Promise<number> {
  hall.fleet.order({ do: 'say', perSecond: 100, forMs: 3_000 });
  await pause(1_000);
  const since = nowUs();
  await hall.server.end(signal);
  await hall.startServer();
  // Those who have not noticed yet still count as ready.
  await pause(3_000);
  return hall.allBack(since);
}

/** Restarts in order and by force, then reads the record. */
async function restarts(hall: Hall): Promise<Kept | null> {
  const { recorded: read } = hall.contender;
  if (read === null) return null;
  const restartMs = await restart(hall, 'SIGTERM');
  const killMs = await restart(hall, 'SIGKILL');
  await pause(1_000);
  const { acked } = await hall.fleet.tell();
  const recorded = await read();
  const distinct = new Set(recorded).size;
  return {
    ...{ restartMs, killMs },
    lost: Math.max(0, acked - distinct),
    doubled: recorded.length - distinct,
  };
}

async function rehearse(contender: Contender): Promise<Figures> {
  const hall = new Hall(contender);
  try {
    await hall.startServer();
    const credentials = await contender.join(learners);
    await pause(1_000);
    const emptyBytes = residentBytes(hall.server.pid);
    const { dialect, host } = contender;
    hall.fleet.order({ do: 'open', dialect, host, credentials, perSecond: comingPerSecond });
    const { ready: held } = await hall.fleet.until(({ ready }) => ready === learners, patienceMs);
    await pause(3_000);
    const bytesEach = (residentBytes(hall.server.pid) - emptyBytes) / Math.max(1, held);
    hall.openConsole();
    await pause(1_000);
    // The first seconds of a process are its compiler's.
    await hall.step(perSecond, stepMs);
    const budgetStep = await hall.step(perSecond, 15_000);
    hall.announce();
    await pause(2_000);
    const { announcedMs: announced } = await hall.fleet.tell();
    const highest = await highestRate(hall);
    const figures = { held, bytesEach, budgetStep, highest, announced };
    return { ...figures, kept: await restarts(hall) };
  } finally {
    await hall.close();
  }
}

/** Ours beside the peer's; the bound is on ours. */
function beside(given: Row, peer: number): Row {
  const shown = peer.toLocaleString('en', { maximumFractionDigits: peer < 100 ? 1 : 0 });
  return { ...given, peer: `socket.io ${shown}`, ratio: given.value / peer };
}

/** The rows of `npm run bench -- room`. */
export async function measure(): Promise<Row[]> {
  if (cpus().length < 2) console.error('One core: learners and server take turns.');
  const mine = await rehearse(await ours());
  const peer = await rehearse(socketio());
  const offered = `${perSecond} events/s of ${learners.toLocaleString('en')} learners`;
  const rows = [
    beside(row('learners held', mine.held, 'connections', `>= ${learners}`), peer.held),
    beside(row(`${offered}: p50 to console`, mine.budgetStep.p50Ms, 'ms'), peer.budgetStep.p50Ms),
    beside(
      row(`${offered}: p99 to console`, mine.budgetStep.p99Ms, 'ms', `<= ${budgetMs}`),
      peer.budgetStep.p99Ms,
    ),
    beside(
      row(`${offered}: server`, mine.budgetStep.serverCpu, '% of a core'),
      peer.budgetStep.serverCpu,
    ),
    beside(
      row(`${offered}: learners’ process`, mine.budgetStep.clientsCpu, '% of a core'),
      peer.budgetStep.clientsCpu,
    ),
    beside(
      row(
        `highest rate with p99 < ${budgetMs} ms`,
        mine.highest.perSecond,
        'events/s',
        `>= ${perSecond}`,
      ),
      peer.highest.perSecond,
    ),
    beside(
      row('at that rate: server', mine.highest.serverCpu, '% of a core'),
      peer.highest.serverCpu,
    ),
    beside(
      row('at that rate: learners’ process', mine.highest.clientsCpu, '% of a core'),
      peer.highest.clientsCpu,
    ),
    beside(
      row('announcement to all learners: p50', quantile(mine.announced, 0.5), 'ms'),
      quantile(peer.announced, 0.5),
    ),
    beside(
      row('announcement to all learners: p99', quantile(mine.announced, 0.99), 'ms'),
      quantile(peer.announced, 0.99),
    ),
    beside(
      row('announcement: learners reached', mine.announced.length, 'learners'),
      peer.announced.length,
    ),
    beside(
      row('server’s memory a connection', mine.bytesEach / 1_024, 'KiB'),
      peer.bytesEach / 1_024,
    ),
    row('restart: until all are back and told', mine.kept?.restartMs ?? Number.NaN, 'ms'),
    row('kill -9: until all are back and told', mine.kept?.killMs ?? Number.NaN, 'ms'),
    row('acknowledged and not on record', mine.kept?.lost ?? Number.NaN, 'messages', '<= 0'),
    row('on record twice', mine.kept?.doubled ?? Number.NaN, 'messages', '<= 0'),
  ];
  return rows.map((each) => ({
    ...each,
    ok: each.budget === null || keeps(each.value, each.budget),
  }));
}
