/** The smallest lab there is: a server of the learner's is asked for the number after each number. */
import { always, defineLab, field, invariant, regular, world } from '#grader/index.ts';

const sums = world({
  id: 'sums',
  scenario: (draw) => ({
    nodes: [{ name: 'a' }, { name: 'b' }],
    boot: [
      { node: 'a', file: 'main.ts', body: 'main', as: 'main' },
      { node: 'b', file: 'driver.ts', body: 'driver', as: 'driver' },
    ],
    workload: regular({ fromMs: 10, everyMs: 50, untilMs: 1_000 }, draw.of('sums'), (index) => ({
      id: `sum-${index}`,
      fn: 'next',
      args: { number: index },
      driver: { node: 'b', name: 'driver' },
    })),
    faults: [],
    untilMs: 2_000,
  }),
  checks: [
    always({
      code: 'H-1',
      expected: 'the next number',
      of: (record) =>
        record.asked('next').map((call) => ({
          ok: call.answer === Number(field(call.operation.args, 'number')) + 1,
          atMs: call.endedMs ?? record.untilMs,
          operation: call.operation.id,
          tags: [call.operation.id],
          observed: String(call.answer),
        })),
    }),
  ],
});

export const grader = defineLab({
  id: 'hostile',
  seeds: { run: [1, 2], grade: [101, 102, 103] },
  needs: { 'main.ts': ['main'] },
  invariants: [
    invariant({
      code: 'H-1',
      sentence: 'Every number is answered with the next one',
      bound: 'all',
      title: 'A wrong number',
      hint: 1,
    }),
  ],
  sheet: [sums],
  tell: {
    name: (operation) => operation.id,
    ask: (operation) => `Somebody asks for ${operation.id}`,
    answer: (call) => `They hear ${String(call.answer)}`,
    messages: [],
    effects: [],
  },
});
