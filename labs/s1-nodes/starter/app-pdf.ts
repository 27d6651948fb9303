/** Invoices. */
import { receive, reply, spawn, type Call } from 'nines';
import { printInvoice } from './functions.ts';
import type { PdfRequest } from './types.ts';

/** A process for each invoice. */
export async function pdfApp(): Promise<void> {
  for (;;) spawn(print, await receive<Call<PdfRequest>>());
}

async function print({ from, request }: Call<PdfRequest>): Promise<void> {
  await printInvoice(request.title);
  reply(from, 'printed');
}
