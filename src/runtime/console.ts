/** The `console` that learners see: lines go to the host with instant, process and line of code. */
import { guarded, machine } from './machine.ts';
import { show } from './print.ts';

type Level = 'log' | 'warn' | 'error';
type Print = (...values: readonly unknown[]) => void;

function printer(level: Level): Print {
  return (...values) => {
    const { system, process, hooks } = machine;
    if (system === null || system.onOutput === undefined) return;
    const text = values.map((value) => show(value)).join(' ');
    const site = hooks === null ? 0 : hooks.at;
    const view = process === null ? null : system.views.process(process);
    const node = process === null ? '' : process.node.name;
    const { nowMs: atMs, onOutput } = system;
    guarded('while a line was printed', () =>
      onOutput({ atMs, node, process: view, level, text, site }),
    );
  };
}

const log = printer('log');
const warn = printer('warn');
const error = printer('error');

/** Stands for `console` in a learner's program. */
export const learnerConsole: Readonly<Record<string, Print>> = Object.freeze({
  log,
  info: log,
  debug: log,
  warn,
  error,
});
for (const print of Object.values(learnerConsole)) Object.freeze(print);
