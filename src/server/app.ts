/** The routes of the server: the room, and the built site with the headers a static host would not send. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';

/** A year, in seconds: files under `/_astro/` carry their content's hash in their name. */
const immutableSeconds = 31_536_000;

/**
 * What a `<meta>` policy cannot say. The rest of the policy stands in each page, so that static hosts have it too.
 * Host is checked against DNS rebinding: another site's name that resolves to this machine gets nothing.
 */
export function createApp(options: {
  siteDir: string;
  hosts: ReadonlySet<string>;
  /** Routes of the room, if this server has one. */
  room?: Hono | undefined;
}): Hono {
  const app = new Hono();
  app.use(async (context, next) => {
    const host = new URL(context.req.url).hostname;
    if (!options.hosts.has(host))
      return context.text(`This server answers to ${[...options.hosts].join(', ')} only.\n`, 421);
    await next();
    context.header('X-Content-Type-Options', 'nosniff');
    context.header('Referrer-Policy', 'no-referrer');
    context.header('Content-Security-Policy', "frame-ancestors 'self'");
    const isHashed = context.req.path.startsWith('/_astro/') && context.res.ok;
    context.header(
      'Cache-Control',
      isHashed ? `public, max-age=${immutableSeconds}, immutable` : 'no-cache',
    );
    return undefined;
  });
  if (options.room !== undefined) app.route('/', options.room);
  app.use(serveStatic({ root: options.siteDir, precompressed: true }));
  app.notFound((context) => {
    const page = join(options.siteDir, '404.html');
    return existsSync(page)
      ? context.html(readFileSync(page, 'utf8'), 404)
      : context.text('There is no such page.\n', 404);
  });
  return app;
}
