/** A view that is fetched when it is first shown. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PanelProps } from './desk.ts';

/**
 * Makes a view out of a dynamic import.
 *
 * @example
 * late(async () => (await import('#room/stage/StagePanel.tsx')).StagePanel)
 */
export function late(load: () => Promise<ComponentType<PanelProps>>): ComponentType<PanelProps> {
  let loaded: ComponentType<PanelProps> | null = null;
  return function Late(props: PanelProps) {
    const [view, setView] = useState<{ readonly View: ComponentType<PanelProps> } | null>(
      loaded && { View: loaded },
    );
    const [failed, setFailed] = useState(false);
    const fetchView = (): void => {
      setFailed(false);
      load().then(
        (View) => {
          loaded = View;
          setView({ View });
        },
        () => setFailed(true),
      );
    };
    useEffect(() => {
      if (view === null) fetchView();
    }, []);
    if (view) return <view.View {...props} />;
    if (!failed) return <p class="label">Loading …</p>;
    return (
      <p role="alert">
        This part could not be fetched. Is the server there?{' '}
        <button type="button" onClick={fetchView}>
          Try again
        </button>
      </p>
    );
  };
}
