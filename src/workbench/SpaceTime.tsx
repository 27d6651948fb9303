/**
 * The space-time diagram of a verdict, drawn from `layoutSpaceTime` in the site's diagram language (`diagram.css`).
 * What it shows is also told by the story beside it, and in full by the narration and the table of `Picture.tsx`.
 */
import { useMemo } from 'preact/hooks';
import type { SpaceTime as Diagram } from '#grader/verdict.ts';
import { printInstant } from './print.ts';
import { layoutSpaceTime, type DiagramLayout } from './spacetime-layout.ts';
import { nameOf } from './spacetime-narration.ts';
import { ArrowShape, Breaks, Lanes, MarkShape, arrowPath } from './SpaceTimeShapes.tsx';
import type { Room } from './Picture.tsx';
import type { StorySteps } from './story-steps.ts';

interface SpaceTimeProps {
  readonly diagram: Diagram;
  readonly steps: StorySteps;
  readonly room: Room;
  /** Unique on the page, for the hatching. */
  readonly id: string;
}

/** The highlighter under whatever belongs to the active event. */
function Highlight({
  layout,
  event,
}: {
  readonly layout: DiagramLayout;
  readonly event: number | null;
}) {
  if (event === null) return null;
  return (
    <g aria-hidden="true">
      {layout.arrows
        .filter(({ arrow }) => arrow.event === event)
        .map((line) => (
          <path key={`arrow${line.index}`} class="st-under" d={arrowPath(line)} />
        ))}
      {layout.marks
        .filter(({ mark }) => mark.event === event)
        .map(({ index, fromX, toX, y }) => (
          <path key={`mark${index}`} class="st-under is-mark" d={`M${fromX - 3} ${y}H${toX + 3}`} />
        ))}
    </g>
  );
}

/** The last instant that has happened when the diagram is stepped to `event`. */
function reachedMs(diagram: Diagram, event: number | null): number {
  if (event === null) return Infinity;
  const instants = [
    ...diagram.arrows.filter((arrow) => arrow.event === event).map(({ sentMs }) => sentMs),
    ...diagram.marks.filter((mark) => mark.event === event).map(({ atMs }) => atMs),
  ];
  return instants.length > 0 ? Math.max(...instants) : Infinity;
}

interface DrawnProps {
  readonly layout: DiagramLayout;
  readonly steps: StorySteps;
  /** `is-future` for what has not happened yet in a stepped diagram. */
  readonly when: (ms: number) => string;
}

/** Makes something that belongs to a story event answer to the pointer. */
function pointing(steps: StorySteps, event: number | null) {
  if (event === null) return {};
  return {
    'data-event': event,
    // As in the list: a pointer that rests does not point.
    onPointerMove: ({ movementX, movementY }: PointerEvent) => {
      if (movementX !== 0 || movementY !== 0) steps.pointed.value = event;
    },
    onPointerLeave: () => {
      steps.pointed.value = null;
    },
    onClick: () => {
      steps.kept.value = steps.kept.value === event ? null : event;
    },
  };
}

function Labels({ layout, steps, when }: DrawnProps) {
  return (
    <>
      {layout.labels.map(({ kind, index, event, text, x, y, anchor, turn }) => {
        const mark = kind === 'mark' ? layout.marks[index]?.mark : undefined;
        const ms = mark?.atMs ?? layout.arrows[index]?.arrow.sentMs ?? 0;
        const tone = mark?.kind === 'breach' ? ' is-breach' : event === null ? ' is-quiet' : '';
        return (
          <text
            key={`${kind}${index}`}
            class={`st-text${tone} ${when(ms)}`}
            x={x}
            y={y}
            text-anchor={anchor}
            transform={turn === 0 ? undefined : `rotate(${turn} ${x} ${y})`}
            {...pointing(steps, event)}
          >
            {text}
          </text>
        );
      })}
    </>
  );
}

/** The numbers of the story's events, and their instants where there is room. */
function Badges({ layout, steps, when }: DrawnProps) {
  return (
    <>
      {layout.badges.map(({ number, y, atMs }) => (
        <g
          key={number}
          class={`st-badge${number === steps.active.value ? ' is-active' : ''} ${when(atMs)}`}
          {...pointing(steps, number)}
        >
          <circle cx="14" cy={y} r="9" />
          <text class="st-number" x="14" y={y + 4}>
            {number}
          </text>
          {layout.hasTimes && (
            <text class="st-tick" x={layout.gutterX - 10} y={y + 4}>
              {printInstant(atMs)}
            </text>
          )}
        </g>
      ))}
    </>
  );
}

function Hatch({ id }: { readonly id: string }) {
  return (
    <defs>
      <pattern
        id={`${id}-hatch`}
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <path class="st-hatch" d="M0 0V6" />
      </pattern>
    </defs>
  );
}

/** The drawing. Events of the story answer to the pointer; keys are handled by what surrounds it. */
export function SpaceTime({ diagram, steps, room, id }: SpaceTimeProps) {
  const layout = useMemo(() => layoutSpaceTime(diagram, room.width), [diagram, room.width]);
  const { width, height, isCompact, arrows, marks } = layout;
  const reached = reachedMs(diagram, steps.pointed.value === null ? steps.kept.value : null);
  const when = (ms: number): string => (ms > reached ? 'is-future' : '');
  return (
    <svg
      class={`st${isCompact ? ' is-compact' : ''}`}
      width={width * room.scale}
      height={height * room.scale}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={nameOf(diagram)}
    >
      <Hatch id={id} />
      <Lanes layout={layout} />
      <Breaks layout={layout} />
      <Highlight layout={layout} event={steps.active.value} />
      {arrows.map((line) => (
        <g
          key={`arrow${line.index}`}
          class={when(line.arrow.sentMs)}
          {...pointing(steps, line.arrow.event)}
        >
          <ArrowShape line={line} />
        </g>
      ))}
      {marks.map((place) => (
        <g
          key={`mark${place.index}`}
          class={when(place.mark.atMs)}
          {...pointing(steps, place.mark.event)}
        >
          <MarkShape place={place} layout={layout} id={id} />
        </g>
      ))}
      <Labels layout={layout} steps={steps} when={when} />
      <Badges layout={layout} steps={steps} when={when} />
    </svg>
  );
}
