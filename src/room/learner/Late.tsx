/** A view of a chunk of its own, fetched when it is first shown, with a way out where that fails. */
import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

export function Late<Props extends object>({
  load,
  props,
}: {
  readonly load: () => Promise<ComponentType<Props>>;
  readonly props: Props;
}) {
  const [loaded, setLoaded] = useState<{ readonly View: ComponentType<Props> } | null>(null);
  const [hasFailed, setHasFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    load().then(
      (View) => setLoaded({ View }),
      () => setHasFailed(true),
    );
  }, [attempt]);
  if (loaded) return <loaded.View {...props} />;
  if (!hasFailed) return <p class="label">Loading …</p>;
  return (
    <p role="alert">
      This could not be fetched.{' '}
      <button
        type="button"
        onClick={() => {
          setHasFailed(false);
          setAttempt(attempt + 1);
        }}
      >
        Try again
      </button>
    </p>
  );
}
