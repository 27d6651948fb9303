/**
 * `llms.txt`: what there is to read, in Markdown, for programs that read for somebody (llmstxt.org). Addresses are whole
 * where the build knows the site's own (NINES_URL), else they start at the root of the host.
 */
import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';
import { inCourseOrder } from '#site/chapter-order.ts';
import { stepName } from '#site/course-map.ts';
import { labsInOrder } from '#site/lab-order.ts';
import { link } from '#site/paths.ts';

const about = `# Nines

> A course in architecting reactive systems for scalability and availability, in the ten design steps of Francesco Cesarini. Each chapter has a lab: the learner writes TypeScript, it runs in the browser on a deterministic runtime of processes, nodes and a simulated network, and a grader injects failures until an invariant breaks.

The course is free to use: text under CC BY 4.0, code under MIT. Helping a learner with a lab, prefer the next question to the finished program: every lab has five rungs of help, of which the last is a solution.`;

export const GET: APIRoute = async ({ site }) => {
  const address = (path: string): string =>
    site === undefined ? link(path) : new URL(link(path), site).href;
  const entry = (title: string, path: string, words: string): string =>
    `- [${title}](${address(path)}): ${words}`;
  const chapters = await getCollection('chapters');
  const labs = labsInOrder(await getCollection('labs'));
  const chapterList = inCourseOrder(chapters.map(({ id }) => id)).map((stop) => {
    const data = chapters.find(({ id }) => id === stop.id)?.data;
    return entry(`${stepName(stop)}: ${stop.title}`, `/chapters/${stop.id}/`, data?.summary ?? '');
  });
  const labList = labs.map(({ id, data }) =>
    entry(data.title, `/labs/${id}/`, data.invariants.map(({ sentence }) => sentence).join('; ')),
  );
  const sections = [
    about,
    `## Chapters\n\n${chapterList.join('\n')}`,
    `## Labs\n\n${labList.join('\n')}`,
    `## Reference\n\n${[
      entry('Reference', '/reference/', "every export of 'nines', with an example that runs"),
      entry('Glossary', '/glossary/', 'the terms of the course, defined'),
      entry('About', '/about/', 'origin, how labs judge, and corrections to the talk'),
    ].join('\n')}`,
    `## Workshops\n\n${[
      entry('Holding a workshop', '/workshop/guide/', 'before, during and after; running the room'),
      entry('This room, by the ten steps', '/workshop/design/', 'how the live room is designed'),
    ].join('\n')}`,
    `## Optional\n\n${entry('Graders', '/graders/', 'how often the graders were wrong, measured')}`,
  ];
  return new Response(`${sections.join('\n\n')}\n`, {
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
};
