/** What every request for the room has to pass: whose page it is, what it brings, how much of it. */
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { z } from 'zod';
import { limits } from '#workshop/limits.ts';
import type { Context, MiddlewareHandler } from 'hono';
import { isOwnOrigin } from './origin.ts';
import { Refusal } from './refusal.ts';

/** Methods that change nothing. */
const reading: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** Turns pages of other sites away, and bodies that are no JSON: a form of another site can send no JSON unasked. */
export const guard: MiddlewareHandler = createMiddleware(async (context, next) => {
  const { req } = context;
  if (!isOwnOrigin(req.header('origin'), req.header('host') ?? new URL(req.url).host))
    throw new Refusal(403, 'This page belongs to another site: open the room by its own address.');
  if (!reading.has(req.method) && !/^application\/json\b/.test(req.header('content-type') ?? ''))
    throw new Refusal(415, 'Send JSON, with Content-Type: application/json.');
  await next();
});

/** Turns bodies away that are too long, before they are read. */
export const cap: MiddlewareHandler = bodyLimit({
  maxSize: limits.frameBytesMax,
  onError: () => {
    throw new Refusal(413, `This is too long: at most ${limits.frameBytesMax} bytes.`);
  },
});

/** The body of a request in its shape. Throws Refusal. */
export async function bodyOf<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.infer<Schema>> {
  const value: unknown = await context.req.json().catch(() => null);
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') ?? '';
  throw new Refusal(
    400,
    `This is not what the room expects (${where}: ${issue?.message ?? ''}): reload the page.`,
  );
}
