/** A file that fails while it is loaded. */
const sizes: readonly number[] = [1, 2, 3];
const total = sizes.reduce((sum, size) => sum + size, 0);
if (total > 5) throw new Error(`too large: ${total}`);

export async function main(): Promise<void> {
  console.log('never');
}
