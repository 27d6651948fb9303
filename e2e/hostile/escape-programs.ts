import { type HostileProgram, attempts, server } from './program.ts';

/** Attempts to get at what is ours. None may have an effect. */
export const escapes: readonly HostileProgram[] = [
  {
    name: 'constructors of functions',
    source: attempts(
      "Reflect.get(() => 0, 'constructor')('return 1')()",
      "Reflect.get(function* () {}, 'constructor')('yield 1')()",
      "Reflect.get(async () => 0, 'constructor')('return 1')()",
      "Reflect.get(class {}, 'constructor')('return 1')()",
      "Reflect.get([].map, 'constructor')('return 1')()",
      "Reflect.get(send, 'constructor')('return 1')()",
      "Reflect.get(console.log, 'constructor')('return 1')()",
      "Reflect.get(Math.sin, 'constructor')('return 1')()",
      "Reflect.construct(Reflect.get(() => 0, 'constructor'), ['return 1'])()",
    ),
    ends: ['passed'],
  },
  {
    name: 'patches of prototypes',
    source: attempts(
      '(Array.prototype.push = () => 0)',
      "(Reflect.get({}, '__proto__').polluted = 1)",
      "Object.defineProperty(Object.prototype, 'then', { value: 1 })",
      'Object.setPrototypeOf(Array.prototype, {})',
      '(Object.getPrototypeOf([].values()).next = () => 0)',
      '(Object.getPrototypeOf(Object.getPrototypeOf((function* () {})())).next = () => 0)',
      "Object.assign(JSON, { stringify: () => '{}' })",
      'Object.assign(console, { log: () => 0 })',
      'Object.assign(Math, { floor: () => 0 })',
      'Object.assign(send, { x: 1 })',
      'Object.assign(Object.getPrototypeOf(self()), { x: 1 })',
      'Object.assign(self(), { id: 7 })',
    ),
    ends: ['passed'],
  },
  {
    name: 'names of the platform',
    source: server("fetch('http://127.0.0.1/');"),
    ends: ['rejected: network'],
  },
  { name: 'Function', source: server("Function('return 1')();"), ends: ['rejected: eval'] },
  {
    name: 'the global object',
    source: server('kept.push(globalThis);'),
    ends: ['rejected: global-object'],
  },
  {
    name: 'the page',
    source: server("parent.document.title = 'PWNED';"),
    ends: ['rejected: global-object'],
  },
  {
    name: 'dynamic import',
    source: server("await import('http://127.0.0.1/x.js');"),
    ends: ['rejected: dynamic-import'],
  },
  {
    name: 'observations of the world',
    source: server('', "import { observe } from 'nines/world'; observe({ kind: 'answered' });"),
    ends: ['rejected: import-world'],
  },
  {
    name: 'functions of the world that observe',
    source: server('spawn(driver);', "import { driver } from './driver.ts';"),
    ends: ['rejected: import-watcher'],
  },
  {
    name: 'the compiler’s own names',
    source: server('$.n = 1e12; $m0.send = null; exports.main = null;'),
    ends: ['rejected: unknown-name'],
  },
  {
    name: 'work that goes on after the verdict',
    source: server(
      'spawn(forever);',
      'async function forever(): Promise<void> { for (;;) await sleep(100); }',
    ),
    ends: ['passed'],
  },
];
