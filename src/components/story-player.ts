/**
 * Plays a recorded failure: everything is on the page already, and the player only hides what is still to come, sends a
 * token along each message, and marks the sentence that is being told. Whoever prefers less motion gets the same steps
 * without the journey, and only when asked for.
 */
const travelMs = 520;
const restMs = 520;
const quietMs = 120;

interface Step {
  readonly group: SVGGElement;
  readonly line: SVGPathElement | null;
  /** Number of the sentence, if this is told. */
  readonly event: string | undefined;
}

const prefersStill = matchMedia('(prefers-reduced-motion: reduce)');

function rest(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** A token runs along the message; it is the highlighter that means "now". A lost one fades where it is lost. */
async function travel(line: SVGPathElement): Promise<void> {
  const from = line.getPointAtLength(0);
  const to = line.getPointAtLength(line.getTotalLength());
  const token = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
  token.setAttribute('class', 'st-token');
  token.setAttribute('r', '6');
  line.ownerSVGElement?.append(token);
  const isLost = line.classList.contains('is-lost');
  await token.animate(
    [
      { transform: `translate(${from.x}px, ${from.y}px)`, opacity: 1 },
      { opacity: 1, offset: 0.8 },
      { transform: `translate(${to.x}px, ${to.y}px)`, opacity: isLost ? 0 : 1 },
    ],
    { duration: travelMs, easing: 'ease-in-out' },
  ).finished;
  token.remove();
}

class StoryPlayer extends HTMLElement {
  /** Each playing has a number, so that an older one notices that it was replaced. */
  #run = 0;

  connectedCallback(): void {
    this.querySelector('[data-play]')?.addEventListener('click', () => void this.#play());
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        if (!prefersStill.matches) void this.#play();
      },
      { threshold: 0.5 },
    );
    observer.observe(this);
  }

  /** The moving parts of the drawing that fits this width, in the order of time. */
  #steps(): readonly Step[] {
    const drawing = [...this.querySelectorAll('svg')].find((svg) => svg.clientWidth > 0);
    return [...(drawing?.querySelectorAll<SVGGElement>('[data-from]') ?? [])]
      .toSorted((a, b) => Number(a.dataset['from']) - Number(b.dataset['from']))
      .map((group) => ({
        group,
        line: group.querySelector<SVGPathElement>('.st-message'),
        event: group.dataset['event'],
      }));
  }

  #tell(event: string | undefined): void {
    if (event === undefined) return;
    for (const sentence of this.querySelectorAll<HTMLElement>('[data-number]')) {
      const number = sentence.dataset['number'] ?? '';
      sentence.classList.toggle('is-now', number === event);
      sentence.classList.toggle('is-future', Number(number) > Number(event));
    }
  }

  async #play(): Promise<void> {
    const run = (this.#run += 1);
    const isReplaced = (): boolean => run !== this.#run;
    const steps = this.#steps();
    const button = this.querySelector('[data-play]');
    if (button) button.textContent = 'Again';
    for (const { group } of steps) group.classList.add('is-future');
    for (const sentence of this.querySelectorAll('[data-number]'))
      sentence.classList.add('is-future');
    for (const { group, line, event } of steps) {
      this.#tell(event);
      if (line && !prefersStill.matches) await travel(line);
      if (isReplaced()) return;
      group.classList.remove('is-future');
      await rest(event === undefined ? quietMs : restMs);
      if (isReplaced()) return;
    }
    this.#tell(this.querySelector<HTMLElement>('[data-number]:last-child')?.dataset['number']);
  }
}

customElements.define('story-player', StoryPlayer);
