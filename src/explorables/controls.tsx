/** The controls that the explorables share: native inputs, so keyboard and screen reader get them as they are. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface ChoiceProps<T> {
  /** Name of the group of inputs; unique on the page. */
  readonly name: string;
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  /** Null: nothing chosen yet. */
  readonly value: T | null;
  readonly onChoose: (value: T) => void;
}

/** One of a few: radio buttons in a row. */
export function Choice<T extends string | number | boolean>(props: ChoiceProps<T>) {
  const { name, legend, options, value, onChoose } = props;
  return (
    <fieldset class="x-choice needs-js">
      <legend>{legend}</legend>
      <div class="x-row">
        {options.map((option) => (
          <label key={String(option.value)}>
            <input
              type="radio"
              name={name}
              checked={option.value === value}
              onChange={() => onChoose(option.value)}
            />
            <span>{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface SwitchProps {
  readonly label: string;
  readonly note?: string;
  readonly on: boolean;
  readonly disabled?: boolean;
  readonly onTurn: (on: boolean) => void;
}

/** On or off: a checkbox. */
export function Switch({ label, note, on, disabled = false, onTurn }: SwitchProps) {
  return (
    <label class="x-switch needs-js">
      <input
        type="checkbox"
        checked={on}
        disabled={disabled}
        onChange={(event) => onTurn(event.currentTarget.checked)}
      />
      <span>
        {label}
        {note !== undefined && <small>{note}</small>}
      </span>
    </label>
  );
}

/** One figure of the result, with what it means. */
export function Tile(props: {
  readonly label: string;
  readonly isBad?: boolean;
  readonly note?: string | undefined;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={props.isBad === true ? 'x-tile is-bad' : 'x-tile'}>
      <dt>{props.label}</dt>
      <dd>
        <b>{props.children}</b>
        {props.note !== undefined && <small>{props.note}</small>}
      </dd>
    </div>
  );
}

/** What a screen reader is told when it happens. */
export function Narration({ text }: { readonly text: string }) {
  return (
    <p class="is-hidden" role="status" aria-live="polite">
      {text}
    </p>
  );
}

/** What to do when a part of the figure did not come over the network. */
export const notLoaded =
  'The model of this figure could not be loaded. Check the connection and press again.';

/** Something went wrong; empty while nothing has. */
export function Notice({ text }: { readonly text: string }) {
  return (
    <p class="x-notice" role="alert">
      {text}
    </p>
  );
}

/** What takes the place of the button that was pressed, and with it the focus, so that the keyboard stays here. */
export function Successor(props: { readonly class: string; readonly children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) box.current?.focus({ preventScroll: true });
  }, []);
  return (
    <div class={props.class} ref={box} tabIndex={-1}>
      {props.children}
    </div>
  );
}
