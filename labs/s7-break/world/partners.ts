/**
 * The third parties, on a node of their own that never fails and is always reached. They keep the books by which a
 * run is judged, and they do as they are told: who asks PayHub twice has paid twice.
 */
import { receive, reply, type Call, type From } from 'nines';
import { observe } from 'nines/world';

/** What may be asked of PayHub and of the warehouse. */
export type Errand =
  | { readonly kind: 'charge'; readonly key: string; readonly op: string; readonly cents: number }
  | { readonly kind: 'ship'; readonly key: string; readonly op: string; readonly title: string }
  /** What do your books say of this order? */
  | { readonly kind: 'find'; readonly key: string };
export interface Books {
  readonly charged: boolean;
  readonly shipped: boolean;
}

/** What they are told without being asked back. */
export type Notice =
  | {
      readonly kind: 'show';
      readonly op: string;
      readonly reader: string;
      readonly text: string;
      readonly once: boolean;
    }
  /** An SMS is billed once by its id, however often the notice comes. */
  | { readonly kind: 'bill'; readonly op: string; readonly phone: string }
  | { readonly kind: 'audit'; readonly fn: string; readonly key: string; readonly op: string };

/** PayHub, the warehouse, the carrier and the phones in one: they have nothing to do with each other. */
export async function partners(): Promise<void> {
  const charged = new Set<string>();
  const shipped = new Set<string>();
  const known = new Set<string>();
  for (;;) {
    const message = await receive<Call<Errand> | Notice>();
    if (message.kind === 'call') serve(message.from, message.request, { charged, shipped });
    else take(message, known);
  }
}

interface BooksKept {
  readonly charged: Set<string>;
  readonly shipped: Set<string>;
}

function serve(from: From, errand: Errand, { charged, shipped }: BooksKept): void {
  const { key } = errand;
  switch (errand.kind) {
    case 'charge':
      charged.add(key);
      observe({ kind: 'charge', op: errand.op, cents: errand.cents });
      break;
    case 'ship':
      shipped.add(key);
      observe({ kind: 'shipment', op: errand.op, title: errand.title });
      break;
    case 'find':
      break;
  }
  reply(from, { charged: charged.has(key), shipped: shipped.has(key) });
}

function take(notice: Notice, known: Set<string>): void {
  const { kind, op } = notice;
  const name = kind === 'audit' ? `${kind} ${notice.key}` : `${kind} ${op}`;
  const isNews = !known.has(name);
  known.add(name);
  if (kind === 'show') {
    const { reader, text, once } = notice;
    if (isNews || !once) observe({ kind: 'shown', op, reader, text });
  } else if (isNews && kind === 'bill') {
    observe({ kind: 'bill', op, phone: notice.phone });
  } else if (isNews && kind === 'audit') {
    observe({ kind: 'audited', fn: notice.fn, key: notice.key, op });
  }
}
