/**
 * The one door to every command of this project. Plain JavaScript for Node 18 and newer, without dependencies,
 * because it runs before anything is installed:
 *
 *   1. if the lock file has changed since the last install (or there was none), run `npm ci`;
 *   2. hand over to the project's own Node, which the npm package `node` brings.
 *
 * `npm start` and `npm run build`, `pack` and `room` install what building and serving need; every other command also
 * installs the tools of the tests, a browser among them.
 */
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stampFile = join(root, 'node_modules', '.nines-install');
const isWindows = process.platform === 'win32';

/** Ends with a sentence on what went wrong and one on what to do. */
function fail(problem, remedy) {
  console.error(`\n✗ ${problem}\n  ${remedy}\n`);
  process.exit(1);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

/** What is installed: `all`, `serve` or null, for the lock file as it is now. */
function installed() {
  if (!existsSync(stampFile)) return null;
  const [hash, extent] = readFileSync(stampFile, 'utf8').trim().split(' ');
  return hash === lockHash() ? extent : null;
}

function explainFailedInstall(output) {
  if (/ENOSPC/.test(output)) return 'The disk is full: free about 1 GB and run the command again.';
  if (/EACCES|EPERM/.test(output))
    return 'npm may not write here: check who owns this folder, and close programs that use node_modules.';
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|network/i.test(output))
    return 'The npm registry cannot be reached: check the network or proxy (npm config get proxy) and run the command again.';
  return 'Read the lines of npm above; `npm ci` alone shows the whole of it.';
}

/** Runs npm, says every ten seconds that it is still at it, and gives its exit code and what it complained of. */
function runNpm(args) {
  return new Promise((resolve) => {
    const started = Date.now();
    const complaints = [];
    const npm = spawn('npm', args, {
      cwd: root,
      shell: isWindows,
      stdio: ['ignore', 'inherit', 'pipe'],
    });
    const ticker = setInterval(() => {
      console.log(`  … ${Math.round((Date.now() - started) / 1000)} s`);
    }, 10_000);
    npm.stderr.on('data', (chunk) => complaints.push(chunk));
    npm.on('error', () =>
      fail('npm cannot be started.', 'Install Node.js with npm, version 18 or newer.'),
    );
    npm.on('close', (code) => {
      clearInterval(ticker);
      resolve({ code, complaints: Buffer.concat(complaints).toString() });
    });
  });
}

async function install(extent) {
  const have = installed();
  if (have === 'all' || have === extent) return;
  console.log(
    `▸ Installing packages (${extent === 'all' ? 'with the tools of the tests' : 'to build and serve'}), about a minute`,
  );
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  if (extent === 'serve') args.push('--omit=dev');
  const { code, complaints } = await runNpm(args);
  if (code !== 0) {
    rmSync(stampFile, { force: true });
    process.stderr.write(complaints);
    fail('The packages could not be installed.', explainFailedInstall(complaints));
  }
  mkdirSync(dirname(stampFile), { recursive: true });
  writeFileSync(stampFile, `${lockHash()} ${extent}\n`);
  console.log('✓ Packages installed');
}

/** The Node that the npm package `node` brings, so that every machine runs the same one. */
function ownNode() {
  const file = join(root, 'node_modules', 'node', 'bin', isWindows ? 'node.exe' : 'node');
  if (!existsSync(file)) {
    rmSync(stampFile, { force: true });
    fail(
      'The project’s own Node is missing.',
      'If npm is set to ignore scripts, allow them (npm config set ignore-scripts false) and run the command again.',
    );
  }
  return file;
}

/** Runs a script of the project, or a tool from node_modules, under the project's own Node. */
function hand(script, args) {
  const bin = join(root, 'node_modules', '.bin');
  const tool = script.endsWith('.ts') ? script : toolEntry(script);
  const run = spawnSync(ownNode(), ['--disable-warning=ExperimentalWarning', tool, ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${isWindows ? ';' : ':'}${process.env.PATH ?? ''}` },
  });
  if (run.signal) process.kill(process.pid, run.signal);
  process.exit(run.status ?? 1);
}

/** The JavaScript file behind a package's command. */
function toolEntry(name) {
  const manifest = JSON.parse(
    readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8'),
  );
  const entry = typeof manifest.bin === 'string' ? manifest.bin : manifest.bin[name];
  return join(root, 'node_modules', name, entry);
}

const [command, ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 18)
  fail(`Node ${process.versions.node} is too old.`, 'Install Node.js 18 or newer.');
if (['start', 'build', 'pack', 'room'].includes(command)) {
  await install('serve');
  hand(`scripts/${command}.ts`, rest);
} else if (command === 'check' || command === 'test') {
  await install('all');
  hand(`scripts/${command}.ts`, rest);
} else if (command === 'run' && rest.length > 0) {
  await install('all');
  hand(rest[0], rest.slice(1));
} else {
  fail(`There is no command “${command ?? ''}”.`, 'Use npm start, npm test or npm run check.');
}
