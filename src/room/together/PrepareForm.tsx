/** A fault plan before the class sees it: played on the reference first, so that the instructor knows what it does. */
import { signal } from '@preact/signals';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import type { CourseLab } from '#room/console/desk.ts';
import { limits } from '#workshop/limits.ts';
import type { InstructorMessage } from '#workshop/messages.ts';
import type { Chaos } from '#workshop/session.ts';
import { choicesFor } from './histogram.ts';
import { planOffer, type PlanOffer } from './plan-offer.ts';
import { planText } from './plan-text.ts';
import type { PlanWords } from './plan-words.ts';

type Prepared = Extract<InstructorMessage, { kind: 'prepared' }>;

interface PrepareFormProps {
  readonly labs: readonly CourseLab[];
  /** The lab to begin with. */
  readonly first: string;
  readonly makeId: () => string;
  /** True if the room took it. */
  readonly prepare: (message: Prepared) => Promise<boolean>;
}

/** Recipes are longer than a message of any other kind; one that does not fit cannot be given to a class. */
function planOf(offer: PlanOffer | null, seed: number): Chaos['plan'] {
  return offer === null ? { from: 'seed', seed } : { from: 'recipe', recipe: offer.recipe };
}

function Told({ words }: { readonly words: PlanWords }) {
  if (words.kind === 'trouble') return <p role="alert">{words.why}</p>;
  const quiet = words.worlds.filter(({ faults }) => faults.length === 0).map(({ world }) => world);
  return (
    <p role="status">
      {words.holds ? 'The reference holds.' : 'Mind: the reference breaks as well.'}
      {quiet.length > 0 && ` No fault strikes in ${quiet.map((world) => `“${world}”`).join(', ')}.`}
      {words.worlds.length === 0 && ' This lab has no world with this plan; it examines functions.'}
    </p>
  );
}

interface Telling {
  readonly words: PlanWords | 'playing' | null;
  readonly play: () => Promise<string>;
}

/** Plays the plan on the reference when asked. */
function useTelling(lab: string, plan: Chaos['plan']): Telling {
  const [words, setWords] = useState<Telling['words']>(null);
  const abort = useRef<AbortController | null>(null);
  const key = plan.from === 'seed' ? `${lab} ${plan.seed}` : `${lab} ${plan.recipe}`;
  useEffect(() => {
    setWords(null);
    return () => abort.current?.abort();
  }, [key]);
  const play = async (): Promise<string> => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setWords('playing');
    // What plays it is large, and few consoles want it.
    const { tellPlan } = await import('./plan-words.ts');
    const told = await tellPlan(lab, plan, mine.signal);
    if (mine.signal.aborted) return '';
    setWords(told);
    return told.kind === 'told' ? planText(told.worlds, limits.questionMax) : '';
  };
  return { words, play };
}

interface Written {
  /** The lab that was chosen; null for the one that the class is at. */
  readonly lab: string | null;
  readonly seed: number;
  readonly title: string;
  readonly text: string;
}

/** What is half written stays, whatever becomes of the panel: columns are laid out anew when the window is. */
const written = signal<Written>({ lab: null, seed: 101, title: '', text: '' });

function change(part: Partial<Written>): void {
  written.value = { ...written.value, ...part };
}

interface PlanChoiceProps {
  readonly labs: readonly CourseLab[];
  readonly lab: string;
  readonly seed: number;
}

/** Which plan: a lab with a seed, or the failure that another panel has offered. */
function PlanChoice({ labs, lab, seed }: PlanChoiceProps) {
  const offer = planOffer.value;
  if (offer !== null)
    return (
      <p>
        The plan of the failure “{offer.title}” in{' '}
        <b>{labs.find(({ id }) => id === offer.lab)?.title ?? offer.lab}</b>.{' '}
        <button type="button" onClick={() => (planOffer.value = null)}>
          Take a seed instead
        </button>
      </p>
    );
  return (
    <>
      <div class="console-fields">
        <label>
          Lab
          <select
            value={lab}
            onChange={({ currentTarget }) => change({ lab: currentTarget.value })}
          >
            {labs.map((one) => (
              <option key={one.id} value={one.id}>
                {one.mark} {one.title}
              </option>
            ))}
          </select>
        </label>
        <label>
          Seed
          <input
            type="number"
            min={0}
            max={999_999_999}
            value={seed}
            onInput={({ currentTarget }) =>
              change({ seed: Math.max(0, currentTarget.valueAsNumber || 0) })
            }
          />
        </label>
      </div>
      <p class="label">
        Run plays seeds 1 to 3 and Grade those from 101 on; with any other number nobody has met the
        plan yet.
      </p>
    </>
  );
}

export function PrepareForm({ labs, first, makeId, prepare }: PrepareFormProps) {
  const id = useId();
  const offer = planOffer.value;
  const { seed, title, text, lab: chosen } = written.value;
  const lab = offer?.lab ?? chosen ?? first;
  const plan = planOf(offer, seed);
  const { words, play } = useTelling(lab, plan);
  const isTooLong = plan.from === 'recipe' && plan.recipe.length > limits.planMax;
  const known = labs.find((one) => one.id === lab);
  const name = title || offer?.title || `${known?.title ?? lab}, seed ${seed}`;
  const send = async (event: Event): Promise<void> => {
    event.preventDefault();
    const choices = [...choicesFor(known?.invariants ?? [], limits)];
    const about = { lab, title: name.slice(0, limits.titleMax), text };
    const isTaken = await prepare({ kind: 'prepared', chaos: makeId(), ...about, plan, choices });
    if (!isTaken) return;
    planOffer.value = null;
    change({ title: '', text: '' });
  };
  return (
    <form class="ask-form" onSubmit={(event) => void send(event)}>
      <PlanChoice {...{ labs, lab, seed }} />
      {isTooLong && (
        <p role="alert">
          This plan is too long for a class ({plan.recipe.length} characters). Take a failure that
          was shrunk further, or a seed.
        </p>
      )}
      <p class="console-acts">
        <button
          type="button"
          data-start
          disabled={words === 'playing'}
          onClick={() => void play().then((told) => told !== '' && change({ text: told }))}
        >
          {words === 'playing' ? 'Playing it …' : 'Play it on the reference'}
        </button>
      </p>
      {words !== null && words !== 'playing' && <Told words={words} />}
      <label for={`${id}-title`}>What the class calls it</label>
      <input
        id={`${id}-title`}
        type="text"
        maxLength={limits.titleMax}
        value={title}
        placeholder={name}
        onInput={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <label for={`${id}-text`}>What the class is told of it</label>
      <textarea
        id={`${id}-text`}
        rows={5}
        maxLength={limits.questionMax}
        value={text}
        onInput={({ currentTarget }) => change({ text: currentTarget.value })}
      />
      <p class="console-acts">
        <button type="submit" class="is-primary" disabled={isTooLong}>
          Let everybody predict
        </button>
      </p>
    </form>
  );
}
