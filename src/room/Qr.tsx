/** A QR code as a drawing: dark on white whatever the theme, because scanners expect it so. */
import { encodeQR } from 'qr';
import { useMemo } from 'preact/hooks';

/** The dark squares as one path, a unit a square. */
function pathOf(text: string): { readonly path: string; readonly size: number } {
  // With the quiet zone of four squares that scanners need.
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const path = rows
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')))
    .join('');
  return { path, size: rows.length };
}

export function Qr({ text, label }: { readonly text: string; readonly label: string }) {
  const { path, size } = useMemo(() => pathOf(text), [text]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" shape-rendering="crispEdges" />
    </svg>
  );
}
