/** Hands each operation of the workload to a process of its own, which runs `client` of the program. */
import { receive } from 'nines';

export interface Operation<Args = unknown> {
  readonly id: string;
  readonly fn: string;
  readonly args: Args;
}

/** True for the program without its mistake. */
export interface Twin {
  readonly fixed: boolean;
}

/** The next operation that is due. */
export async function nextOperation<Args>(): Promise<Operation<Args>> {
  return await receive<Operation<Args>>();
}
