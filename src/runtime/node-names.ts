/** What to say of a name that no node has: the one that may have been meant, and which there are. */

/** So many letters may differ, at most, in a name that is offered instead. */
const slipsMax = 2;
/** Families of names that are listed; a system may have many more. */
const familiesMax = 8;

/**
 * The nearest name, and all names by their families: `web-1 … web-40` is one.
 *
 * @example remedyForName('shpo-1', ['shop-1', 'shop-2', 'ops']) // "Did you mean 'shop-1'? This system has the nodes …"
 */
export function remedyForName(name: unknown, names: readonly string[]): string {
  const near = typeof name === 'string' ? nearest(name, names) : undefined;
  const offer = near === undefined ? '' : `Did you mean '${near}'? `;
  return `${offer}This system has the nodes ${families(names)}.`;
}

/** The name with the fewest slips, the first of equals; undefined if none is near. */
function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  // A name of four letters in which two are wrong is another name.
  let slips = Math.min(slipsMax, Math.floor(name.length / 3)) + 1;
  for (const known of names) {
    if (Math.abs(known.length - name.length) >= slips) continue;
    const found = slipsBetween(name, known);
    if (found >= slips) continue;
    best = known;
    slips = found;
  }
  return best;
}

/** Letters to put in, to leave out, to change, or to swap with the next one, until one name is the other. */
function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row++) {
    const now = [row];
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped =
        row > 1 &&
        column > 1 &&
        one[row - 1] === other[column - 2] &&
        one[row - 2] === other[column - 1];
      now[column] = Math.min(
        at(last, column) + 1,
        at(now, column - 1) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwapped ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = now;
  }
  return at(last, other.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}

/** `shop-1 … shop-12, ops`: nodes that are numbered stand for each other. */
function families(names: readonly string[]): string {
  const found = new Map<string, string[]>();
  for (const name of names) {
    const family = name.replace(/\d+$/, '');
    const members = found.get(family);
    if (members === undefined) found.set(family, [name]);
    else members.push(name);
  }
  const said = [...found.values()].map((members) => {
    const [first = '', second] = members;
    const last = members.at(-1);
    return second === undefined ? first : `${first} ${members.length > 2 ? '…' : 'and'} ${last}`;
  });
  const rest = said.length - familiesMax;
  return rest > 0 ? `${said.slice(0, familiesMax).join(', ')} and others` : said.join(', ');
}
