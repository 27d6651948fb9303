/** The worker without its platform: locks the realm down, then serves requests. */
import * as graderModule from '#grader/index.ts';
import type { LabGrader } from '#grader/lab.ts';
import { isCutId } from '#grader/lab-id.ts';
import * as nines from '#runtime/index.ts';
import { createEngine } from './engine.ts';
import { lockDown } from './lockdown.ts';
import { dropPowers } from './powers.ts';
import { type GraderRequest, type Report, type Request, protocolVersion } from './protocol.ts';

/** What a worker of some platform can do. Taken before the realm is locked down and robbed of its powers. */
export interface WorkerPlatform {
  post(text: string): void;
  /** Hands on every text that comes in. */
  listen(take: (text: string) => void): void;
  /** Calls back after the event loop has handled what is waiting. */
  schedule(next: () => void): void;
  nowMs(): number;
}

/** What graders import; see scripts/vite-iife.ts. */
const shared: Readonly<Record<string, object>> = { '#grader/index.ts': graderModule, nines };

/** Starts serving. */
export function serve(platform: WorkerPlatform): void {
  const evaluateGrader = Function;
  const graders = new Map<string, LabGrader>();
  const post = (report: Report): void => platform.post(JSON.stringify(report));
  const engine = createEngine({
    post,
    schedule: (next) => platform.schedule(next),
    nowMs: () => platform.nowMs(),
    graders: (lab) => graders.get(lab),
  });

  platform.listen((text) => {
    if (text === 'ping') {
      platform.post('pong');
      return;
    }
    // Requests come from the page and are trusted; what comes back from here is not.
    const request = JSON.parse(text) as Request | GraderRequest;
    if (request.kind === 'grader') {
      const make = evaluateGrader('shared', `${request.text};return exported.grader;`);
      const grader = make(shared) as LabGrader;
      graders.set(request.lab, isCutId(request.lab) ? graderModule.cutOf(grader) : grader);
    } else {
      engine.receive(request);
    }
  });
  lockDown();
  dropPowers();
  post({ kind: 'ready', version: protocolVersion });
}
