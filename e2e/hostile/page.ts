/** The page that the hostile tests drive: it opens sandboxes as the course's pages do, and watches itself. */
import frameText from '#sandbox/frame.ts?iife';
import { openFrame } from '#sandbox/page-frame.ts';

/** A probe text and how to run it. */
export interface ProbeOptions {
  readonly text: string;
  /** Where it runs: in the worker, or on the frame's own thread. */
  readonly where: 'worker' | 'frame';
  /** A control run has no policy in the frame: it shows that the probe would reach the attacker. */
  readonly isControl: boolean;
  readonly waitMs: number;
}

/** Runs a probe and gives what it said. */
async function probe({ text, where, isControl, waitMs }: ProbeOptions): Promise<string[]> {
  const said: string[] = [];
  const restore = isControl ? stripPolicyOfFrames() : () => undefined;
  const host = openFrame(
    where === 'worker'
      ? { frame: frameText, worker: text }
      : { frame: `${frameText};${text}`, worker: '' },
    {
      report: (report) => said.push(report),
      ended: (reason, detail) => said.push(`ended: ${reason} ${detail}`),
      died: () => said.push('died'),
    },
  );
  host.start();
  await new Promise((resolve) => {
    setTimeout(resolve, waitMs);
  });
  host.remove();
  restore();
  return said;
}

function stripPolicyOfFrames(): () => void {
  const srcdoc = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'srcdoc');
  if (!srcdoc?.set) throw new Error('This browser has no srcdoc.');
  const { set } = srcdoc;
  Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', {
    ...srcdoc,
    set(this: HTMLIFrameElement, text: string) {
      set.call(this, text.replace(/<meta http-equiv[^>]*>/, ''));
    },
  });
  return () => Object.defineProperty(HTMLIFrameElement.prototype, 'srcdoc', srcdoc);
}

/** What the tests call. */
export const testPage = { probe };
Object.assign(globalThis, { testPage });
