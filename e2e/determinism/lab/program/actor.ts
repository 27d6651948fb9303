/** Does what a script says, one move after the other; then serves whoever still asks. */
import { node, nodes, receive, self } from 'nines';
import { enter } from './gen-statems.ts';
import { trade } from './gen-servers.ts';
import { crown, enlist, gather } from './groups.ts';
import { compose, err, write } from './language.ts';
import { hurry, look, watchNodes } from './looks.ts';
import {
  ask,
  askMany,
  drain,
  flood,
  hear,
  listen,
  notices,
  pick,
  say,
  take,
  tell,
} from './messages.ts';
import { calculate, linger, order, spell } from './numbers.ts';
import {
  bear,
  bearLinked,
  bearMonitored,
  name,
  strike,
  strikeSelf,
  tie,
  unwatch,
  watch,
  watchNobody,
  watchNode,
} from './processes.ts';
import { reasonOf, type Actor, type Move, type Role } from './script.ts';
import { dial, host, post } from './sockets.ts';
import { forget, recall, store } from './storage.ts';
import { found } from './supervisors.ts';
import { delegate } from './tasks.ts';
import { alarm, native, quiet, race, rest, toil } from './time.ts';

const moves: Readonly<Record<string, (me: Actor, move: Move) => Promise<void>>> = {
  ...{ ask, askMany, drain, flood, hear, listen, notices, pick, say, tell },
  ...{ bear, bearLinked, bearMonitored, name, strike, strikeSelf, tie },
  ...{ unwatch, watch, watchNobody, watchNode },
  ...{ alarm, native, quiet, race, rest, toil },
  ...{ forget, recall, store },
  ...{ dial, host, post },
  ...{ calculate, linger, order, spell },
  ...{ compose, err, write },
  ...{ trade, enter, found, delegate },
  ...{ crown, enlist, gather },
  ...{ hurry, look, watchNodes },
};

async function perform(me: Actor, move: Move): Promise<void> {
  const make = moves[move.do];
  if (make === undefined) throw new Error(`there is no move ${move.do}`);
  await make(me, move);
}

export async function actor({ name: own, moves: script }: Role): Promise<void> {
  const me: Actor = {
    name: own,
    nodes: [node(), ...nodes()],
    known: [self()],
    monitors: [],
    timers: [],
  };
  for (const move of script) {
    try {
      await perform(me, move);
    } catch (error) {
      console.warn(own, 'could not', move.do, reasonOf(error));
    }
  }
  for (;;) take(me, await receive());
}
