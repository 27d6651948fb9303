/**
 * Plays a still space-time diagram: everything is there already, and the player only hides what is still to come and
 * sends a token along each message. Whoever prefers less motion gets the same steps without the journey.
 */
const travelMs = 620;
const restMs = 420;

interface Step {
  readonly group: SVGGElement;
  readonly line: SVGPathElement | null;
  readonly says: string;
}

/** Marks come before messages. */
function rank(group: Element): number {
  return group.querySelector('.st-mark') ? 0 : 1;
}

class StoryPlayer extends HTMLElement {
  #steps: readonly Step[] = [];
  #run = 0;

  connectedCallback(): void {
    const sentences = [...this.querySelectorAll('.as-text li')].map(
      (item) => `${item.children[0]?.textContent ?? ''}  ${item.children[1]?.textContent ?? ''}`,
    );
    // Of the two drawings, the one for this width.
    const drawing = [...this.querySelectorAll('svg')].find((svg) => svg.clientWidth > 0);
    this.#steps = [...(drawing?.querySelectorAll<SVGGElement>('[data-from]') ?? [])]
      .map((group) => ({ group, at: Number(group.dataset['from']) }))
      // Marks before messages at one instant, as the sentences have them.
      .toSorted((a, b) => a.at - b.at || rank(a.group) - rank(b.group))
      .map(({ group }, index) => ({
        group,
        line: group.querySelector<SVGPathElement>('.st-message'),
        says: sentences[index] ?? '',
      }));
    this.querySelector('[data-play]')?.addEventListener('click', () => void this.#play());
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (!entry?.isIntersecting) return;
        observer.disconnect();
        if (!matchMedia('(prefers-reduced-motion: reduce)').matches) void this.#play();
      },
      { threshold: 0.6 },
    );
    observer.observe(this);
  }

  async #play(): Promise<void> {
    const run = (this.#run += 1);
    const button = this.querySelector('[data-play]');
    const says = this.querySelector('[data-says]');
    if (button) button.textContent = 'Again';
    for (const { group } of this.#steps) group.classList.add('is-future');
    for (const step of this.#steps) {
      if (says) says.textContent = step.says;
      if (step.line) await this.#travel(step.line);
      if (run !== this.#run) return;
      step.group.classList.remove('is-future');
      await new Promise((resolve) => {
        setTimeout(resolve, restMs);
      });
      if (run !== this.#run) return;
    }
  }

  /** A token runs along the message; it is the highlighter that means "now". */
  async #travel(line: SVGPathElement): Promise<void> {
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const from = line.getPointAtLength(0);
    const to = line.getPointAtLength(line.getTotalLength());
    const token = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    token.setAttribute('class', 'st-token');
    token.setAttribute('r', '6');
    line.ownerSVGElement?.append(token);
    const isLost = line.classList.contains('is-lost');
    const journey = token.animate(
      [
        { transform: `translate(${from.x}px, ${from.y}px)` },
        {
          transform: `translate(${to.x}px, ${to.y}px)`,
          opacity: isLost ? 0 : 1,
          easing: 'ease-in',
        },
      ],
      { duration: travelMs, easing: 'ease-in-out' },
    );
    await journey.finished;
    token.remove();
  }
}

customElements.define('story-player', StoryPlayer);
