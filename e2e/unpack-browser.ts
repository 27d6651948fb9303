/** Before the first browser test: unpacks the packaged Chromium, once, so that test files that start together find it whole. */
export async function setup(): Promise<void> {
  if (process.platform !== 'linux') return;
  const { default: packaged } = await import('@sparticuz/chromium');
  await packaged.executablePath();
}
