/** One of a few: buttons of which one is pressed. */
import type { ComponentChildren } from 'preact';

interface ChoiceProps<Value extends string> {
  readonly class: string;
  /** What is chosen, for those who do not see it. */
  readonly label: string;
  readonly options: readonly (readonly [value: Value, words: ComponentChildren])[];
  readonly value: Value;
  readonly choose: (value: Value) => void;
  /** What stands behind the buttons. */
  readonly children?: ComponentChildren;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  return (
    <div class={props.class} role="group" aria-label={props.label}>
      {props.options.map(([value, words]) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.value}
          onClick={() => props.choose(value)}
        >
          {words}
        </button>
      ))}
      {props.children}
    </div>
  );
}
