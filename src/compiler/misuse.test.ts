/**
 * What a learner gets wrong once: each is an error that names file, line and remedy. What the compiler can see it
 * refuses; the rest ends the run, or the process, where it happens.
 */
import { describe, expect, test } from 'vitest';
import { runExample } from '../../scripts/run-example.ts';

/** A program whose third line is in `main`. */
function program(line: string, before = ''): string {
  return `import { any, call, global, isAlive, monitorNode, nodes, pg, processInfo, receive, receiveResponse, register, registry, reply, self, send, sendRequest, sleep, spawn, task, unregister } from 'nines'; import * as nines from 'nines';
${before} export async function brief() {} export async function main() { await sleep(1);
${line}
await sleep(1_000); }
`;
}

/** Where the run, or the process, came to its end and why. */
function endOf(source: string): string {
  const { refused, system, result } = runExample(source);
  if (refused.length > 0) return refused.join('\n');
  if (result.kind === 'stopped') {
    const { code, message, remedy, site } = result.stop;
    const place = system.program.place(site);
    return `${place?.file}:${place?.line} ${code} ${message}. ${remedy}`;
  }
  const [crash] = system.crashes;
  const reason = crash?.reason as { readonly [field: string]: string } | undefined;
  return `${reason?.['at']} ${reason?.['name']} ${reason?.['message']}`;
}

describe('misuse: refused by the compiler', () => {
  test.each([
    ['a forgotten await', 'receive();', /await/],
    ['two calls side by side', 'const a = call("x", 1), b = call("y", 1); a; b;', /sendRequest/],
    ['a closure for spawn', 'spawn(async () => {});', /top level/],
    ['a name that does not exist', 'setTimeout(brief, 10);', /sleep|sendAfter/],
    ['a promise combined', 'await Promise.all([]);', /sendRequest/],
  ])('misuse: %s', (_, line, remedy) => {
    const end = endOf(program(line));
    expect(end).toMatch(/^example\.ts:3 /);
    expect(end).toMatch(remedy);
  });

  test('misuse: the module of the world', () => {
    const end = endOf(`\nimport { observe } from 'nines/world';\nobserve(1);`);
    expect(end).toMatch(/^example\.ts:2 .*Import what you need from 'nines'/);
  });
});

describe('misuse: ends the run where it happens', () => {
  test.each([
    [
      'a function in a message',
      'send(self(), { list: [{ f: () => 1 }] });',
      /list\[0\]\.f.*Move it to the top level/,
    ],
    ['an instance in a message', 'send(self(), { when: new (class When {})() });', /at when\. /],
    ['a symbol in a message', 'send(self(), [Symbol("x")]);', /at \[0\]/],
    ['a cycle in a message', 'const a: unknown[] = []; a.push(a); send(self(), a);', /\. [A-Z]/],
    ['a getter in a message', 'send(self(), { get x() { return self(); } });', /\. [A-Z]/],
    [
      'a node that does not exist, for spawn',
      'spawn(brief, undefined, { node: "shop-9" });',
      /no node shop-9.*shop-1 and shop-2/,
    ],
    [
      'a node that does not exist, for send',
      'send({ name: "x", node: "shop-9" }, 1);',
      /no node shop-9.*shop-1 and shop-2/,
    ],
    [
      'a node that does not exist, for monitorNode',
      'monitorNode("shop-9");',
      /no node shop-9.*shop-1 and shop-2/,
    ],
    [
      'something that is no destination',
      'send(17 as never, 1);',
      /17 is no process and no name.*Give a pid/,
    ],
    ['a reply to nobody', 'reply({} as never, 1);', /Pass the `from` field/],
    [
      'a response waited for twice',
      'const id = sendRequest(self() && "x", 1); await receiveResponse(id); await receiveResponse(id);',
      /once, in the process that called it/,
    ],
    [
      'a task waited for twice',
      'const t = task.async(brief); await task.await(t); await task.await(t);',
      /once, in the process that called/,
    ],
    ['a closure for a task', 'const f = [async () => {}]; task.async(f[0] as never);', /top level/],
    [
      'a key that is an object',
      'registry.start("r"); registry.register("r", {} as never);',
      /text or a number/,
    ],
    [
      'a process of another node for a group',
      'pg.join("g", spawn(brief, undefined, { node: "shop-2" })); await sleep(1);',
      /await|join by itself/,
    ],
    ['global names without a server', 'global.whereisName("x");', /global\.startLink/],
    [
      'a conflict nobody resolves',
      'await global.startLink(); await global.registerName("x", self(), "toss" as never);',
      /random_exit_name/,
    ],
    ['a negative time', 'await sleep(-1);', /\. [A-Z]/],
  ])('misuse: %s', (_, line, remedy) => {
    const end = endOf(program(line));
    expect(end).toMatch(/^example\.ts:3 /);
    expect(end).toMatch(remedy);
  });

  test('misuse: a forgotten await that the compiler cannot see', () => {
    // What is called by another name leaves no place of its own: the last one passed is named.
    const end = endOf(program('const f = [receive][0]; f?.(); await sleep(1);'));
    expect(end).toMatch(/^example\.ts:2 .*not awaited at once\. Write await/);
  });

  test('misuse: a call outside of a process', () => {
    const end = endOf(program('', `export const nobody = nines.self();`));
    expect(end).toMatch(
      /^example\.ts:2 KIT-MISUSE A function of 'nines' was called while a module was loaded\. Call it inside/,
    );
  });

  test('misuse: a call while something is looked at', () => {
    const end = endOf(
      program('await receive((m): m is 1 => { send(self(), m); return true; });').replace(
        'await sleep(1);',
        'send(self(), 1);',
      ),
    );
    expect(end).toMatch(/^example\.ts:3 KIT-MISUSE .*receive looked at a message.*Keep getters/);
  });
});

describe('misuse: raises OTP’s word with the reason in words', () => {
  test.each([
    [
      'a name that is taken',
      'register("a", self()); register("a", spawn(brief));',
      /badarg the name a is taken on shop-1 by <shop-1\.1>: unregister it first/,
    ],
    [
      'a name that is taken, for spawn',
      'register("a", self()); spawn(brief, undefined, { name: "a" });',
      /badarg the name a is taken/,
    ],
    [
      'a second name',
      'register("a", self()); register("b", self());',
      /badarg the process is called a already/,
    ],
    [
      'a name for a process elsewhere',
      'register("a", spawn(brief, undefined, { node: "shop-2" }));',
      /badarg register is for processes of this node/,
    ],
    [
      'a name that nobody has',
      'send("nobody", 1);',
      /badarg nobody on shop-1 is called nobody: register it first/,
    ],
    [
      'a name to give back that nobody has',
      'unregister("nobody");',
      /badarg nobody on shop-1 is called nobody/,
    ],
    [
      'a process elsewhere, asked whether it lives',
      'isAlive(spawn(brief, undefined, { node: "shop-2" }));',
      /badarg isAlive is for processes of this node/,
    ],
    [
      'a process elsewhere, looked at',
      'processInfo(spawn(brief, undefined, { node: "shop-2" }));',
      /badarg processInfo is for processes of this node/,
    ],
    [
      'a registry that is not there',
      'registry.lookup("r", 1);',
      /badarg there is no registry r on this node/,
    ],
    [
      'a priority of no kind',
      'nines.priority("urgent" as never);',
      /badarg a priority is one of low, normal, high and max/,
    ],
  ])('misuse: %s', (_, line, said) => {
    const end = endOf(program(line));
    expect(end).toMatch(/^example\.ts:3 /);
    expect(end).toMatch(said);
  });
});
