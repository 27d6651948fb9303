/** The recovery word, large enough to be copied by hand. */
export function Word({ word }: { readonly word: string }) {
  return (
    <p class="recovery-word" translate={false}>
      {word}
    </p>
  );
}

/** Shown once after joining. */
export function NewWord({ word, done }: { readonly word: string; readonly done: () => void }) {
  return (
    <section class="room-part">
      <h2 tabIndex={-1} ref={(heading) => heading?.focus()}>
        Write this down
      </h2>
      <Word word={word} />
      <p>
        It is who you are in this room. On another device, or after this browser has forgotten
        everything, join with the same code and this word: your name, your progress and, if you
        allowed it, your drafts are there. It is shown again on this page whenever you need it.
      </p>
      <p class="dock-acts">
        <button type="button" class="is-primary" onClick={done}>
          I have written it down
        </button>
      </p>
    </section>
  );
}
