/** What an instructor needs of a chapter while teaching it: its slides with what to say, and its questions. */
import { readFile } from 'node:fs/promises';
import { getCollection, render, type CollectionEntry } from 'astro:content';
import type { Deck, DeckName, DeckQuestion } from '#room/together/deck.ts';
import { missingAnchors, slidesOf } from '#room/together/slides.ts';
import { inCourseOrder } from '#site/chapter-order.ts';
import { answered } from './predict.ts';

function questionsOf({ id: chapter, data }: CollectionEntry<'quizzes'>): readonly DeckQuestion[] {
  return data.questions.map((question) => {
    const isRun = 'program' in question;
    const options = isRun ? answered(question, `content/${chapter}/quiz.yaml`) : question.options;
    const answer = options.findIndex(({ correct }) => correct);
    return {
      id: question.id,
      text: question.prompt.trim(),
      program: isRun ? question.program.trimEnd() : null,
      choices: options.map(({ text }) => text.trim()),
      answer,
      why: options[answer]?.why.trim() ?? '',
    };
  });
}

/** The chapters in the order of the course. */
export async function deckNames(): Promise<readonly DeckName[]> {
  const chapters = await getCollection('chapters');
  return inCourseOrder(chapters.map(({ id }) => id)).map(({ id, mark, title }) => ({
    chapter: id,
    mark,
    title: chapters.find((chapter) => chapter.id === id)?.data.title ?? title,
  }));
}

/** The deck of a chapter. Throws where the notes name what the chapter does not have. */
export async function deckOf(chapter: CollectionEntry<'chapters'>): Promise<Deck> {
  const { id, data } = chapter;
  const { headings } = await render(chapter);
  const notes = (await getCollection('notes')).find((entry) => entry.id === id);
  const quiz = (await getCollection('quizzes')).find((entry) => entry.id === id);
  const cuts = notes?.data.slides ?? [];
  const source = await readFile(chapter.filePath ?? `content/${id}/chapter.mdx`, 'utf8');
  const [missing] = missingAnchors(source, cuts);
  if (missing !== undefined)
    throw new Error(
      `content/${id}/notes.mdx cuts a slide at “${missing}”, and the chapter has nothing of that name.`,
    );
  return {
    chapter: id,
    title: data.title,
    page: `/chapters/${id}/`,
    slides: slidesOf({ title: data.title, headings, cuts }),
    questions: quiz ? questionsOf(quiz) : [],
    labs: data.labs,
  };
}
