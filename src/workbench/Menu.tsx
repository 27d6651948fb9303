/** A button that opens a short list of things to do. */
import { useEffect, useRef } from 'preact/hooks';

export interface MenuItem {
  readonly label: string;
  /** A key that does the same. */
  readonly keys?: string;
  readonly run: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
}

/** Uses `<details>`: it opens without script, and the keyboard knows it. */
export function Menu({ label, items }: MenuProps) {
  const details = useRef<HTMLDetailsElement>(null);
  useEffect(() => {
    const close = (event: Event): void => {
      const element = details.current;
      if (element?.open && !(event.target instanceof Node && element.contains(event.target))) {
        element.open = false;
      }
    };
    document.addEventListener('pointerdown', close);
    document.addEventListener('focusin', close);
    return () => {
      document.removeEventListener('pointerdown', close);
      document.removeEventListener('focusin', close);
    };
  }, []);
  const choose = ({ run }: MenuItem): void => {
    // A dialog that opens gives the focus back to where it was: that must be something that can be seen.
    details.current?.querySelector('summary')?.focus();
    if (details.current) details.current.open = false;
    run();
  };
  return (
    <details
      ref={details}
      class="menu"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !details.current?.open) return;
        event.stopPropagation();
        details.current.open = false;
        details.current.querySelector('summary')?.focus();
      }}
    >
      <summary>{label}</summary>
      <ul>
        {items.map((item) => (
          <li key={item.label}>
            <button type="button" onClick={() => choose(item)}>
              {item.label}
              {item.keys !== undefined && <kbd>{item.keys}</kbd>}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
