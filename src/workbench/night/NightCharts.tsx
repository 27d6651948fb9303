/** The messages of what broke first, as the verdict draws them: story, picture, narration, table. */
import { useMemo } from 'preact/hooks';
import type { Counterexample } from '#grader/verdict.ts';
import { Picture } from '#workbench/Picture.tsx';
import { StoryList, type PlaceLinks } from '#workbench/StoryList.tsx';
import { createSteps } from '#workbench/story-steps.ts';
import { useVerdictStyles } from '#workbench/verdict-styles.ts';

interface NightChartProps {
  readonly told: Counterexample;
  readonly texts: Readonly<Record<string, string>>;
  /** Page of the lab: the time machine is there. */
  readonly labPage: string;
}

export function NightChart({ told, texts, labPage }: NightChartProps) {
  useVerdictStyles();
  const { story, diagram } = told;
  const steps = useMemo(() => createSteps(story.events.map(({ number }) => number)), [story]);
  const links: PlaceLinks = {
    open: () => undefined,
    knows: () => false,
    line: ({ file, line }) => texts[file]?.split('\n')[line - 1] ?? null,
  };
  const isDrawn = diagram.lanes.length > 0;
  return (
    <div class="night-chart verdict">
      <div class={`telling${isDrawn ? '' : ' is-alone'}`}>
        <div class="telling-story">
          <StoryList story={story} steps={steps} links={links} />
        </div>
        {isDrawn && (
          <Picture
            diagram={diagram}
            story={story}
            steps={steps}
            walk={() => window.location.assign(labPage)}
          />
        )}
      </div>
    </div>
  );
}
