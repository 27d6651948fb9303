import fc from 'fast-check';
import { expect, test } from 'vitest';
import { JobQueue } from './job-queue.ts';
import { processOf } from './pid.ts';
import { createScheduler } from './scheduler.ts';
import { System } from './system.ts';
import { body } from './test-system.ts';

const idle = body(function* () {
  yield undefined;
});
const system = new System({ seed: 1, nodes: [{ name: 'a' }] });
const processes = Array.from({ length: 20 }, () => processOf(system.spawnOn('a', idle)));

test('jobs: come out by when they are done, the earlier first, without those of processes that are gone', () => {
  const deed = fc.tuple(fc.nat(19), fc.nat(9), fc.constantFrom('add', 'add', 'remove', 'shift'));
  fc.assert(
    fc.property(fc.array(deed, { maxLength: 80 }), (deeds) => {
      const queue = new JobQueue();
      const model: { process: unknown; doneAt: number; order: number }[] = [];
      for (const [order, [at, doneAt, what]] of deeds.entries()) {
        const process = processes[at];
        if (process === undefined) continue;
        const known = model.findIndex((job) => job.process === process);
        if (what === 'add' && known === -1) {
          queue.add(process, doneAt);
          model.push({ process, doneAt, order });
          model.sort((one, other) => one.doneAt - other.doneAt || one.order - other.order);
        } else if (what === 'remove' && known >= 0) {
          queue.remove(process);
          model.splice(known, 1);
        } else if (what === 'shift' && model.length > 0) {
          expect(queue.shift().process).toBe(model.shift()?.process);
        }
        expect([queue.size, queue.first()?.process]).toEqual([model.length, model[0]?.process]);
      }
    }),
  );
});

test('replay: who is named goes, and else who came first, however long the line', () => {
  const schedule = fc.array(fc.nat(processes.length + 2), { maxLength: 300 });
  fc.assert(
    fc.property(schedule, fc.array(fc.nat(19), { maxLength: 400 }), (ids, turns) => {
      const scheduler = createScheduler({ kind: 'replay', schedule: ids }, 0);
      const model: number[] = [];
      let position = 0;
      for (const at of turns) {
        const process = processes[at];
        if (process !== undefined && !model.includes(process.id)) {
          scheduler.add(process);
          model.push(process.id);
        }
        if (model.length < 3) continue;
        const wanted = position < ids.length ? model.indexOf(ids[position] ?? 0) : 0;
        position += 1;
        const [next] = model.splice(Math.max(0, wanted), 1);
        expect([scheduler.next().id, scheduler.size]).toEqual([next, model.length]);
      }
    }),
  );
});
