/**
 * What the compiler promises, as programs: `behaviours.txt`, `own.txt` and `refusals.txt` say how to read them.
 * They see a stand-in for 'nines' whose operations settle at once: `call(x)` gives `x`, `receive()` gives 1, 2, 3 …,
 * `receiveResponse(id)` throws.
 */
// oxlint-disable-next-line no-restricted-imports -- for tests alone, which run in Node
import { readFileSync } from 'node:fs';

export interface Case {
  readonly name: string;
  readonly files: Readonly<Record<string, string>>;
  /** The lines that began with `>>>`. */
  readonly expected: readonly string[];
}

const imports = "import { call, receive, receiveResponse, send, self, sleep, disk } from 'nines';";

/** Programs that must behave, lowered, as they do natively. */
export const behaviours = readCases('behaviours.txt', asMain);

/** Programs whose lowered form means something of its own: `printed`, `returned` or `thrown`, each before its JSON. */
export const own = readCases('own.txt', asMain);

/** Programs that are refused: `code line words of the remedy` for each problem. */
export const refused = readCases('refusals.txt', (body) => body);

function readCases(file: string, asFile: (body: string, top: string) => string): Case[] {
  const [, ...cases] = readFileSync(new URL(file, import.meta.url), 'utf8').split(/^=== /m);
  return cases.map((text) => {
    const [name = '', ...lines] = text.trimEnd().split('\n');
    const expected = lines.filter((line) => line.startsWith('>>> ')).map((line) => line.slice(4));
    const program = lines.filter((line) => !line.startsWith('>>> ')).join('\n');
    // "text", "top", "---", "body", or "text", "--- b.ts", "its text", …
    const [first = '', ...rest] = program.split(/^---(.*)\n/m);
    const files: Record<string, string> = {};
    if (rest[0] === '') files['a.ts'] = asFile(rest[1] ?? '', first);
    else {
      if (first.trim() !== '') files['a.ts'] = asFile(first, '');
      for (let at = 0; at < rest.length; at += 2)
        files[(rest[at] ?? '').trim()] = rest[at + 1] ?? '';
    }
    return { name, files, expected };
  });
}

function asMain(body: string, top: string): string {
  return `${imports}\n${top}\nexport async function main() {\n${body}\n}\n`;
}
