/** A look at what is hidden, which ends by itself: a console may be mirrored, and its owner called away. */
import { useEffect, useState } from 'preact/hooks';

const peekMs = 6_000;

export function usePeek(): readonly [isOpen: boolean, toggle: () => void] {
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return undefined;
    const timer = setTimeout(() => setOpen(false), peekMs);
    return () => clearTimeout(timer);
  }, [isOpen]);
  return [isOpen, () => setOpen(!isOpen)];
}
