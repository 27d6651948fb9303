/** Names that the compiler makes. All begin with a root that no name of the file begins with. */
export interface MadeNames {
  /** The parameters of the module's factory. */
  readonly exports: string;
  readonly require: string;
  readonly hooks: string;
  /** A generator given to the function that wraps it. */
  readonly generator: string;
  readonly caught: string;
  readonly element: string;
  /** What `export default` of something nameless is called. */
  readonly default: string;
  /** Turns generator methods of an object into what starts them. */
  readonly startMethods: string;
  parameter(index: number): string;
  imported(index: number): string;
  /** A name for a generator that stands beside the function or method that starts it. */
  generatorOf(name: string): string;
}

/** Chooses names for a file that uses `taken`. */
export function makeNames(taken: ReadonlySet<string>): MadeNames {
  let root = '$';
  while ([...taken].some((name) => name.startsWith(root))) root += '$';
  const made = new Set(taken);
  const fresh = (wanted: string): string => {
    let name = wanted;
    while (made.has(name)) name += '$';
    made.add(name);
    return name;
  };
  return {
    exports: fresh('exports'),
    require: fresh('require'),
    hooks: root,
    generator: `${root}g`,
    caught: `${root}e`,
    element: `${root}v`,
    default: `${root}default`,
    startMethods: `${root}w`,
    parameter: (index) => `${root}${index}`,
    imported: (index) => `${root}m${index}`,
    generatorOf: (name) => fresh(`${name}${root}g`),
  };
}
