/** Colours as a browser computes them, in the form that Monaco wants. */

function toByte(value: number): string {
  return Math.round(Math.min(255, Math.max(0, value)))
    .toString(16)
    .padStart(2, '0');
}

/** `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` or `color(srgb 0.1 0.2 0.3)` as `#rrggbb` or `#rrggbbaa`. */
export function toHex(computed: string): string {
  const scale = computed.startsWith('color(') ? 255 : 1;
  const numbers = (computed.match(/-?[\d.]+(?:e-?\d+)?/g) ?? []).map(Number);
  const [red = 0, green = 0, blue = 0, alpha = 1] = numbers;
  const solid = [red, green, blue].map((part) => toByte(part * scale)).join('');
  return `#${solid}${alpha < 1 ? toByte(alpha * 255) : ''}`;
}

/** True for a ground that needs light letters. */
export function isDark(hex: string): boolean {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(hex.slice(at, at + 2), 16),
  );
  return 0.3 * red + 0.59 * green + 0.11 * blue < 128;
}
