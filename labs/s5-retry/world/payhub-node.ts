/** What runs on the node `payhub`: the payment service behind `payhub.ts`. It alone sees the money move. */
import { receive, type Call } from 'nines';
import { observe } from 'nines/world';
import { Answers, type Due } from './answer-later.ts';

const chargeMs = 30;
const statusMs = 5;

type Operation =
  | { readonly op: 'charge'; readonly key: string; readonly cents: number }
  | { readonly op: 'status'; readonly key: string };
/** A bad moment: the next charge of this amount is told `busy`. */
interface BusyFor {
  readonly kind: 'busyFor';
  readonly cents: number;
}

/** Charges when the request arrives and answers 30 ms later, many at a time. */
export async function payhub(): Promise<void> {
  const answers = new Answers();
  const payments = new Map<string, string>();
  const chargesOf = new Map<number, number>();
  const busyFor = new Set<number>();
  for (;;) {
    const message = await receive<Call<Operation> | Due | BusyFor>();
    if (message.kind === 'due') {
      answers.give(message);
      continue;
    }
    if (message.kind === 'busyFor') {
      busyFor.add(message.cents);
      continue;
    }
    const { from, request } = message;
    if (request.op === 'status') {
      answers.later(statusMs, from, payments.get(request.key));
      continue;
    }
    const { key, cents } = request;
    if (busyFor.delete(cents)) {
      observe({ kind: 'refused', cents });
      answers.later(chargeMs, from, { kind: 'busy' });
      continue;
    }
    let payment = payments.get(key);
    if (payment === undefined) {
      payment = `payment-${payments.size + 1}`;
      payments.set(key, payment);
      const times = (chargesOf.get(cents) ?? 0) + 1;
      chargesOf.set(cents, times);
      observe({ kind: 'charged', cents, times });
    }
    answers.later(chargeMs, from, { kind: 'charged', payment, cents });
  }
}
