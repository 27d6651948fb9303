import { describe, expect, test } from 'vitest';
import { System } from './system.ts';
import type { Factory, Program } from './program.ts';

/** Module text as the compiler writes it, evaluated. */
function program(files: Readonly<Record<string, string>>): Program {
  const names = Object.keys(files).toSorted();
  return {
    files: names.map((file) => ({
      file,
      // This is what a sandbox does with compiled text.
      factory: new Function(
        `return (function (exports, require, $) { "use strict"; ${files[file]} })`,
      )() as Factory,
    })),
    place: (site) => ({ file: names[site >> 16] ?? '?', line: site & 0xffff, column: 1 }),
  };
}

const counter = `
  const { receive, reply, spawn, self, call } = require('nines');
  const { observe } = require('nines/world');
  let count = 0;
  function* serve$g() {if(--$.n<0)$.trip(); for (;;) {if(--$.n<0)$.trip(); const m = (yield ($.at=3,receive())); count += 1; reply(m.from, count); } }
  function serve() { return $.task(serve$g()); }
  $.define('serve', serve);
  function* main$g(nodes) { for (const node of nodes) { const pid = spawn(serve, undefined, { node }); observe((yield ($.at=6,call(pid, 1)))); observe((yield call(pid, 1))); } }
  function main(nodes) { return $.task(main$g(nodes)); }
  $.define('main', main);
  exports.serve = serve; exports.main = main;
`;

function values(system: System): unknown[] {
  return system.observations.map(({ value }) => value);
}

describe('program', () => {
  test("program: a module's state is one node's memory, and gone after a restart and in the next run", () => {
    for (let again = 0; again < 2; again += 1) {
      const system = new System({
        seed: 1,
        nodes: [{ name: 'a' }, { name: 'b' }],
        program: program({ 'lab.ts': counter }),
      });
      const start = (nodes: readonly string[]): void => {
        system.spawnOn('a', { file: 'lab.ts', name: 'main' }, nodes);
        expect(system.run().kind).toBe('idle');
      };
      start(['a', 'a', 'b']);
      expect(values(system)).toEqual([1, 2, 3, 4, 1, 2].map((value) => ({ kind: 'ok', value })));
      system.crash('b');
      system.restart('b');
      start(['b', 'a']);
      expect(values(system).slice(6)).toEqual([1, 2, 5, 6].map((value) => ({ kind: 'ok', value })));
    }
  });

  test('program: boot processes start at every boot', () => {
    const system = new System({
      seed: 1,
      nodes: [{ name: 'a', boot: [{ file: 'lab.ts', name: 'main', arg: ['a'], as: 'main' }] }],
      program: program({ 'lab.ts': counter }),
    });
    system.run();
    system.crash('a');
    system.restart('a');
    system.run();
    expect(values(system)).toHaveLength(4);
  });

  test('program: a function travels by its name and means, there, that node’s own', () => {
    const files = {
      'lab.ts': `
        const { receive, send, spawn, self } = require('nines');
        const { observe } = require('nines/world');
        const { where } = require('./table.ts');
        where.value = 'only here';
        function* runs$g() { const { f } = (yield receive()); yield f(); }
        function runs() { return $.task(runs$g()); }
        $.define('runs', runs);
        function* look$g() { observe(require('./table.ts').where.value); }
        function look() { return $.task(look$g()); }
        $.define('look', look);
        function* main$g() { for (const node of ['a', 'b']) { send(spawn(runs, undefined, { node }), { f: look }); } require('./table.ts').where.value = 'changed on a'; }
        function main() { return $.task(main$g()); }
        $.define('main', main);
      `,
      'table.ts': `exports.where = { value: '' };`,
    };
    const system = new System({
      seed: 1,
      nodes: [{ name: 'a' }, { name: 'b' }],
      program: program(files),
    });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    system.run();
    expect(values(system)).toEqual(['changed on a', 'only here']);
  });

  test('program: an endless loop is stopped with the site it was at', () => {
    const files = {
      'lab.ts': `function* main$g() { $.at=12; for (;;) {if(--$.n<0)$.trip(); try { for (;;) {if(--$.n<0)$.trip();} } catch (e) { $.caught(e); } } } function main() { return $.task(main$g()); } $.define('main', main);`,
    };
    const system = new System({
      seed: 1,
      nodes: [{ name: 'a' }],
      program: program(files),
      limits: { stepsMax: 50_000 },
    });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    expect(system.run()).toMatchObject({
      kind: 'stopped',
      stop: { code: 'KIT-HANG', site: 12, process: '<a.1> main' },
    });
  });

  test('program: recursion too deep ends the run, whatever the learner catches', () => {
    const files = {
      'lab.ts': `function deep() { return deep() + 1; } function* main$g() { for (;;) { try { deep(); } catch (e) { $.caught(e); } } } function main() { return $.task(main$g()); } $.define('main', main);`,
    };
    const system = new System({ seed: 1, nodes: [{ name: 'a' }], program: program(files) });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    expect(system.run()).toMatchObject({ kind: 'stopped', stop: { code: 'KIT-DEEP' } });
  });

  test('program: a module that fails while it is loaded ends the run as its crash', () => {
    const files = { 'lab.ts': `$.at = 7; throw $.thrown(new Error('no'));` };
    const system = new System({ seed: 1, nodes: [{ name: 'a' }], program: program(files) });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    expect(system.run()).toMatchObject({ kind: 'stopped', stop: { code: 'KIT-CRASH', site: 7 } });
  });

  test('program: the uncaught error of a learner has a place', () => {
    const files = {
      'lab.ts': `function* main$g() { $.at = 31; throw $.thrown(new Error('sold out')); } function main() { return $.task(main$g()); } $.define('main', main);`,
    };
    const system = new System({ seed: 1, nodes: [{ name: 'a' }], program: program(files) });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    system.run();
    expect(system.crashes).toMatchObject([
      {
        site: 31,
        watched: false,
        reason: { kind: 'error', name: 'Error', message: 'sold out', at: 'lab.ts:31' },
      },
    ]);
  });

  test('program: nothing that an import gives can be changed', () => {
    const files = {
      'lab.ts': `
        const nines = require('nines');
        const { observe } = require('nines/world');
        function* main$g() {
          const held = [nines, nines.send, nines.disk, nines.disk.put, nines.genServer.call, nines.supervisor, Object.getPrototypeOf(nines.self()), nines.self(), nines.makeRef()];
          observe(held.every((each) => Object.isFrozen(each)));
          observe(Object.getPrototypeOf(nines.self()).constructor === Object);
        }
        function main() { return $.task(main$g()); }
        $.define('main', main);
      `,
    };
    const system = new System({ seed: 1, nodes: [{ name: 'a' }], program: program(files) });
    system.spawnOn('a', { file: 'lab.ts', name: 'main' });
    system.run();
    expect(values(system)).toEqual([true, true]);
  });

  test('examine: a pure export is called with copies and bounded in steps', () => {
    const files = {
      'policy.ts': `
        exports.policy = { order: { attempts: 3 } };
        exports.double = (x) => x * 2;
        exports.forever = () => { for (;;) {if(--$.n<0)$.trip();} };
        exports.fails = () => { throw $.thrown(new Error('why')); };
        exports.sends = () => require('nines').self();
      `,
    };
    const examine = (name: string, args?: readonly unknown[]): unknown => {
      const system = new System({ seed: 1, nodes: [{ name: 'a' }], program: program(files) });
      return system.callExport('a', {
        file: 'policy.ts',
        name,
        ...(args === undefined ? {} : { args }),
        stepsMax: 1_000,
      });
    };
    expect(examine('policy')).toEqual({ kind: 'returned', value: { order: { attempts: 3 } } });
    expect(examine('double', [21])).toEqual({ kind: 'returned', value: 42 });
    expect(examine('forever', [])).toMatchObject({ kind: 'endless' });
    expect(examine('fails', [])).toMatchObject({ kind: 'threw', message: 'Error: why' });
    expect(examine('sends', [])).toMatchObject({
      kind: 'threw',
      message: expect.stringContaining('examines') as string,
    });
    expect(examine('nothing')).toEqual({ kind: 'missing' });
  });
});
