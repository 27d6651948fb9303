/** Looks at this browser: each part is tried in earnest, and none of them can keep the others waiting. */
import { compileInWorker } from '#compiler/client.ts';
import type { SourceText } from '#compiler/source-file.ts';
import { chosenOff } from '#offline/choice.ts';
import type { OfflineRequest, OfflineState } from '#offline/protocol.ts';
import { progressOf } from '#offline/words.ts';
import { Sandbox } from '#sandbox/client.ts';
import { routes } from '#workshop/routes.ts';
import type { Findings } from './judge.ts';

/** The lab whose first version is run, and what it breaks. */
export interface TinyRun {
  readonly lab: string;
  /** Its starter and its world. */
  readonly files: readonly SourceText[];
  readonly code: string;
}

/** Longest that one part is waited for. */
const patienceMs = 30_000;
/** A private window's store may be open and never answer. */
const storePatienceMs = 10_000;
/** A proxy may hold an upgrade and say nothing. */
const socketPatienceMs = 6_000;
/** A fifth of what an ordinary window gets at least. */
const privateQuotaBytes = 600e6;

function within<T>(ms: number, work: Promise<T>): Promise<T> {
  return Promise.race([
    work,
    new Promise<never>((_resolve, reject) => {
      setTimeout(() => reject(new Error('It did not answer.')), ms);
    }),
  ]);
}

function tryWorker(): Promise<boolean> {
  const url = URL.createObjectURL(new Blob(['postMessage(6 * 7)'], { type: 'text/javascript' }));
  const answer = new Promise<boolean>((resolve) => {
    const worker = new Worker(url);
    worker.addEventListener('message', ({ data }) => {
      worker.terminate();
      resolve(data === 42);
    });
    worker.addEventListener('error', () => resolve(false));
  });
  return answer.finally(() => URL.revokeObjectURL(url));
}

async function tryRun({ lab, files, code }: TinyRun): Promise<Findings['run']> {
  const { signal } = new AbortController();
  const compiled = await compileInWorker([...files], signal);
  if (!compiled.ok)
    return { broke: null, ms: 0, problem: 'The compiler refuses here what it takes elsewhere.' };
  const sandbox = new Sandbox();
  const { verdict, elapsedMs } = await sandbox.run(
    { kind: 'grade', lab, modules: compiled.modules, seeds: 'run' },
    {},
    signal,
  );
  sandbox.dispose();
  switch (verdict.kind) {
    case 'failed': {
      const broke = verdict.counterexample.breach.code;
      return { broke, ms: elapsedMs, problem: `It broke ${broke} here, and ${code} elsewhere.` };
    }
    case 'stopped':
      return { broke: null, ms: elapsedMs, problem: verdict.message };
    default:
      return { broke: null, ms: elapsedMs, problem: `The run ended as “${verdict.kind}”.` };
  }
}

/** Writes into a database of its own, reads it, and throws it away. */
function tryDatabase(): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const name = 'nines-preflight';
    const opening = indexedDB.open(name, 1);
    opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore('texts'));
    opening.addEventListener('error', () => reject(new Error('It did not open.')));
    opening.addEventListener('success', () => {
      const database = opening.result;
      const store = database.transaction('texts', 'readwrite').objectStore('texts');
      store.put('kept', 'probe');
      const reading = store.get('probe');
      reading.addEventListener('success', () => {
        database.close();
        indexedDB.deleteDatabase(name);
        resolve(reading.result === 'kept');
      });
    });
  });
}

async function tryStorage(): Promise<Findings['storage']> {
  try {
    if (await within(storePatienceMs, tryDatabase())) return 'indexeddb';
  } catch {
    // The next store may do.
  }
  try {
    localStorage.setItem('nines:preflight', 'kept');
    const isKept = localStorage.getItem('nines:preflight') === 'kept';
    localStorage.removeItem('nines:preflight');
    return isKept ? 'localstorage' : 'none';
  } catch {
    return 'none';
  }
}

/**
 * No browser tells. Firefox and Safari have no private file system in such a window, Chromium gives it little room.
 * Over plain http they all keep silent.
 */
async function lookPrivate(): Promise<boolean | null> {
  const { storage } = navigator as { storage?: StorageManager };
  if (!storage?.getDirectory) return null;
  try {
    await storage.getDirectory();
  } catch {
    return true;
  }
  const { quota } = await storage.estimate();
  return quota === undefined ? null : quota < privateQuotaBytes;
}

/** Whether a socket opens. The server hears no hello and closes it by itself, if we do not. */
function trySocket(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new WebSocket(location.origin.replace(/^http/, 'ws') + routes.socket);
    socket.addEventListener('open', () => {
      socket.close();
      resolve(true);
    });
    socket.addEventListener('close', () => resolve(false));
  });
}

/** The room of the server that these pages come from, if it is one of ours. */
async function lookForRoom(): Promise<Findings['room']> {
  const answer = await fetch(routes.about, { cache: 'no-store' }).catch(() => null);
  // A static host says that there is no such page; without network nobody says anything.
  const isOurs = answer?.headers.get('content-type')?.startsWith('application/json') === true;
  if (answer === null || !isOurs) return 'none';
  if (!answer.ok) return 'silent';
  const isLive = await within(socketPatienceMs, trySocket()).catch(() => false);
  return isLive ? 'live' : 'asking';
}

/** Asks the service worker, which answers every page at once. */
function askWorker(worker: ServiceWorker): Promise<OfflineState> {
  return new Promise((resolve) => {
    navigator.serviceWorker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
      const state = data as OfflineState;
      if (state.kind === 'offline-state' && (state.filling === null || state.filling === 'editor'))
        resolve(state);
    });
    const request: OfflineRequest = { kind: 'report' };
    worker.postMessage(request);
  });
}

async function lookOffline(): Promise<Findings['offline']> {
  if (!('serviceWorker' in navigator)) return 'refused';
  // Whoever removed the copy has no worker and gets none.
  if (chosenOff()) return 'none';
  // The page's own start is registering it.
  const registration = await within(storePatienceMs, navigator.serviceWorker.ready).catch(() =>
    navigator.serviceWorker.getRegistration(),
  );
  const worker = registration?.active ?? registration?.installing ?? registration?.waiting;
  if (!worker) return 'none';
  const { tiers, isRetired } = await askWorker(worker);
  if (isRetired || progressOf(tiers.core) === 'none') return 'none';
  if (progressOf(tiers.core) === 'part') return 'part';
  return progressOf(tiers.editor) === 'all' ? 'all' : 'course';
}

/** All that can be found out; `onPart` is told when a part is done. */
export async function look(tiny: TinyRun, onPart: () => void): Promise<Findings> {
  // A part that throws at once is no worse than one that fails later.
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => work();
  const settle = async <T>(work: () => Promise<T>, otherwise: T): Promise<T> => {
    const found = await within(patienceMs, attempt(work)).catch((error: unknown) => {
      // Whoever helps finds the cause on the console.
      console.info(error);
      return otherwise;
    });
    onPart();
    return found;
  };
  const noRun = { broke: null, ms: 0, problem: 'The sandbox did not answer.' };
  const [worker, run, storage, isPrivate, room, offline] = await Promise.all([
    settle(() => tryWorker(), false),
    settle(() => tryRun(tiny), noRun),
    settle(() => tryStorage(), 'none'),
    settle(() => lookPrivate(), null),
    settle(() => lookForRoom(), 'silent'),
    settle(() => lookOffline(), 'none'),
  ]);
  const { deviceMemory } = navigator as { deviceMemory?: number };
  return {
    worker,
    run,
    runShouldBreak: tiny.code,
    storage,
    isPrivate,
    memoryGb: deviceMemory ?? null,
    room,
    offline,
  };
}
