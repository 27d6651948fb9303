/** The workshop's tracks and what each lab has for the fast, put together from the content: a `Programme`. */
import { getCollection } from 'astro:content';
import { parse } from 'yaml';
import { z } from 'zod';
import { stepName, stopOf } from '#site/course-map.ts';
import { trackFor, type LabTasks, type Programme } from '#workshop/programme.ts';
import { trackSource } from '#workshop/track-source.ts';

const agenda = Object.values(
  import.meta.glob<string>('/content/agenda.yaml', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).join('');

function titleOf(chapter: string): string {
  const stop = stopOf(chapter);
  if (!stop)
    throw new Error(`content/agenda.yaml: ${chapter} is no stop of src/site/course-map.ts.`);
  return `${stepName(stop)}: ${stop.title}`;
}

/** For pages; a slip in agenda.yaml stops the build. */
export async function programmeOfCourse(): Promise<Programme> {
  const written = (await getCollection('chapters')).map(({ id }) => id);
  const labs = (await getCollection('labs')).map(({ id, data }): [string, LabTasks] => {
    const { title, files, workshop, invariants } = data;
    return [
      id,
      {
        title,
        filesBeyondCut: workshop ? files.filter((file) => !workshop.files.includes(file)) : [],
        beyond: invariants
          .filter(({ stretch }) => stretch)
          .map(({ code, sentence, bound }) => ({ code, sentence, bound })),
      },
    ];
  });
  const tracks = z
    .array(trackSource)
    .parse(parse(agenda))
    .map((track) => trackFor(track, { titleOf, written }));
  return { tracks, labs: Object.fromEntries(labs) };
}
