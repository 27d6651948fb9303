/**
 * Everything that can be said in a room, one schema a kind. An accepted message becomes an event of the session's log
 * with the same body, so this file is the log's format as well.
 *
 * Whoever reads a body out of a log or a frame has it checked here; texts are data and never markup.
 */
import { z } from 'zod';
import { drawing, storyEvent, storyLine } from './drawing.ts';
import { limits } from './limits.ts';

/** Ids and labs are keys of plain objects in the state: the one word of this alphabet that every object has is no id. */
const id = z.string().regex(/^(?!constructor$)[a-z0-9-]{1,40}$/);
/** A lab's folder name. */
const lab = id;
const title = z.string().min(1).max(limits.titleMax);
const name = z.string().trim().min(1).max(limits.nameMax);
const fileName = z.string().regex(/^[\w.-]{1,60}$/);
/** Hashes of traces, files and fingerprints of stories: hexadecimal or words with hyphens. */
const hash = z.string().regex(/^[\w.:-]{1,120}$/);
/** The code of an invariant or of the kit: E-1, KIT-HANG. */
const code = z.string().regex(/^[A-Z0-9-]{1,20}$/);
const page = z.string().regex(/^\/[\w./-]{0,200}$/);
const section = z.string().regex(/^[\p{L}\p{N}_.:-]{1,120}$/u);
const files = z
  .record(fileName, z.string())
  .refine((texts) => Object.keys(texts).length <= limits.filesMax, 'too many files')
  .refine(
    (texts) => Object.values(texts).reduce((sum, text) => sum + text.length, 0) <= limits.textsMax,
    'the files are too long',
  );

/** What a participant says of themselves; none until they say something. */
export const statuses = ['none', 'working', 'done', 'help'] as const;
export type Status = (typeof statuses)[number];

const outcomeKinds = ['passed', 'failed', 'rejected', 'stopped', 'undecided'] as const;
/** How a run ended, as the learner's browser reports it: a claim until somebody runs the code again. */
const outcome = {
  outcome: z.enum(outcomeKinds),
  /** What broke, or what the kit refused. */
  code: code.nullable(),
  /** Groups stories of the same cause. */
  fingerprint: hash.nullable(),
};

/** What learners say. */
export const learnerMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('renamed'), name }),
  z.object({
    kind: z.literal('status'),
    status: z.enum(statuses),
    lab: lab.nullable(),
    note: z.string().max(limits.noteMax),
  }),
  /** Where somebody is: a page of the course, and its lab if the page has one. */
  z.object({ kind: z.literal('visited'), page, lab: lab.nullable() }),
  z.object({
    kind: z.literal('ran'),
    lab,
    goal: z.enum(['run', 'grade', 'attack']),
    ...outcome,
    /** Hash of the files, so that a console sees whether anything changed between two runs. */
    work: hash,
  }),
  /** A rung of the help ladder was opened; counted from 1. */
  z.object({ kind: z.literal('rung'), lab, rung: z.int().min(1).max(9) }),
  /** What the room may do with this person's files: the instructor may open them; they are kept under the word. */
  z.object({ kind: z.literal('consented'), code: z.boolean(), drafts: z.boolean() }),
  /** The files of a lab were laid down for the instructor, who may open and run them again. */
  z.object({ kind: z.literal('shared'), lab, work: hash }),
  /** The instructor asked for the files of a lab, and does not get them. */
  z.object({ kind: z.literal('declined'), lab }),
  z.object({
    kind: z.literal('voted'),
    question: id,
    round: z.int().min(1).max(9),
    choice: z
      .int()
      .min(0)
      .max(limits.choicesMax - 1),
  }),
  z.object({
    kind: z.literal('predicted'),
    chaos: id,
    choice: z
      .int()
      .min(0)
      .max(limits.choicesMax - 1),
  }),
  /** How the class's fault plan ended on this person's own code. */
  z.object({
    kind: z.literal('endured'),
    chaos: id,
    ...outcome,
    traceHash: hash.nullable(),
    work: hash,
  }),
  z.object({ kind: z.literal('left') }),
]);

const count = z.int().min(0).max(limits.participantsMax);
/** How a lab goes: of `here` people so many say this of themselves, so many have run it, so many have passed. */
const counts = z.object({
  here: count,
  working: count,
  done: count,
  help: count,
  ran: count,
  passed: count,
});
export type Counts = z.infer<typeof counts>;

const projected = z.discriminatedUnion('view', [
  z.object({ view: z.literal('nothing') }),
  /** How to join: address, code, QR. */
  z.object({ view: z.literal('join') }),
  z.object({ view: z.literal('timer') }),
  z.object({ view: z.literal('agenda') }),
  /** How many work, are done, need help: counts as a console has them, no names. It shows them anew as they change. */
  z.object({ view: z.literal('progress'), lab, counts }),
  /** A story that the console has played again itself: nobody's name, nobody's code. */
  z.object({
    view: z.literal('story'),
    lab,
    code,
    title,
    /** What the invariant promises. */
    sentence: z.string().max(limits.questionMax),
    expected: storyLine,
    observed: storyLine,
    events: z.array(storyEvent).max(limits.storyLinesMax),
    /** The story drawn; null where nothing ran, or where the drawing would be too large. */
    drawing: drawing.nullable(),
    /** Seed and trace hash of the console's own run. */
    seed: z.number(),
    traceHash: hash,
    /** How many of how many broke by the same story. */
    share: z.object({ of: count, all: count }),
  }),
  z.object({ view: z.literal('question'), question: id }),
  z.object({ view: z.literal('chaos'), chaos: id }),
  z.object({ view: z.literal('mirror') }),
  z.object({ view: z.literal('text'), text: z.string().max(limits.questionMax) }),
]);
/** What the projector shows. */
export type Projected = z.infer<typeof projected>;

const choices = z.array(title).min(2).max(limits.choicesMax);

/** What helpers and instructors say. */
export const helperMessage = z.discriminatedUnion('kind', [
  /** Takes somebody's request for help; one helper at a time. */
  z.object({ kind: z.literal('claimed'), participant: id }),
  z.object({ kind: z.literal('released'), participant: id }),
  /** The request is dealt with. */
  z.object({ kind: z.literal('helped'), participant: id }),
  /** A status read off a learner's screen, where no network carried it: see status-code.ts. */
  z.object({
    kind: z.literal('scanned'),
    /** Whom it is about; null, and the room finds them by their name or counts them as somebody new. */
    participant: id.nullable(),
    name,
    lab,
    status: z.enum(statuses),
    ...outcome,
    rungs: z.int().min(0).max(9),
    runs: z.int().min(0).max(9_999),
  }),
]);

/** What instructors alone say. What moves the class (`led`, `projected`) is taken from who drives. */
export const instructorMessage = z.discriminatedUnion('kind', [
  /** Follow-me: what the class sees; null ends it. */
  z.object({
    kind: z.literal('led'),
    place: z
      .object({
        page,
        /** Anchor of the heading; null for the head of the page. */
        section: section.nullable(),
        /** Counts the cuts within a section. */
        slide: z.int().min(0).max(999),
        /** Anchor of what a cut within the section begins with. */
        at: section.optional(),
        /** What the place is called, for those who are elsewhere. */
        title: title.optional(),
      })
      .nullable(),
  }),
  /** Where “bring me to the class” leads: the class's lab; null for none. */
  z.object({ kind: z.literal('gathered'), lab: lab.nullable() }),
  /** Rungs of help above `openMost` are closed in this lab, or in every lab; null opens them all. */
  z.object({
    kind: z.literal('locked'),
    lab: lab.nullable(),
    openMost: z.int().min(0).max(9).nullable(),
  }),
  /** A snippet, or the files of a checkpoint, for everybody: beside the learner's files, never over them. */
  z.object({
    kind: z.literal('pushed'),
    push: id,
    title,
    lab,
    what: z.enum(['snippet', 'checkpoint']),
    files,
  }),
  z.object({ kind: z.literal('withdrawn'), push: id }),
  /** The instructor's own editor as it is now; null ends the mirror. */
  z.object({
    kind: z.literal('mirrored'),
    mirror: z.object({ lab, file: fileName, text: z.string().max(limits.mirrorMax) }).nullable(),
  }),
  z.object({
    kind: z.literal('asked'),
    question: id,
    text: z.string().min(1).max(limits.questionMax),
    choices,
    /** The program that it is about, as text. */
    program: z.string().max(limits.programMax).optional(),
    /** Which choice is right; null where there is none. Learners see it when it is revealed. */
    answer: z
      .int()
      .min(0)
      .max(limits.choicesMax - 1)
      .nullable(),
    /** Why it is right; told with the answer. */
    why: z.string().max(limits.questionMax).optional(),
  }),
  /** Ends the round that is open: votes that come later are refused. */
  z.object({ kind: z.literal('closed'), question: id }),
  /** Opens the next round of a closed question. */
  z.object({ kind: z.literal('reopened'), question: id }),
  /** Shows counts of all rounds, and the answer. */
  z.object({ kind: z.literal('revealed'), question: id }),
  /** A fault plan for the class; predictions are taken until it starts. */
  z.object({
    kind: z.literal('prepared'),
    chaos: id,
    lab,
    title,
    text: z.string().max(limits.questionMax),
    /** One of the lab's seeds with the plan it draws, or the recipe of a run that was found. */
    plan: z.discriminatedUnion('from', [
      z.object({ from: z.literal('seed'), seed: z.int().min(0) }),
      z.object({ from: z.literal('recipe'), recipe: z.string().max(limits.planMax) }),
    ]),
    choices,
  }),
  /** The plan runs now in every browser, on the code that was last run there. */
  z.object({ kind: z.literal('unleashed'), chaos: id }),
  z.object({ kind: z.literal('settled'), chaos: id }),
  z.object({ kind: z.literal('agenda'), track: id }),
  /** The class stands at this item of the agenda, counted from 0. */
  z.object({ kind: z.literal('moved'), item: z.int().min(0).max(99) }),
  z.object({ kind: z.literal('cut'), item: z.int().min(0).max(99), isCut: z.boolean() }),
  /** A countdown that everybody sees, from now on; null takes it down. */
  z.object({
    kind: z.literal('timed'),
    label: z.string().max(limits.titleMax),
    forMs: z.int().min(0).max(86_400_000).nullable(),
  }),
  z.object({ kind: z.literal('announced'), text: z.string().min(1).max(limits.questionMax) }),
  z.object({ kind: z.literal('projected'), what: projected }),
  /** Asks one participant to lay down the files of a lab, for a story without a name or for a look. */
  z.object({ kind: z.literal('requested'), participant: id, lab, why: z.enum(['story', 'look']) }),
  /** Who drives from now on: `led` and `projected` of others are refused. */
  z.object({ kind: z.literal('handed'), to: id }),
  z.object({ kind: z.literal('ended') }),
]);

/** What the server itself puts on record. */
export const serverMessage = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('joined'), participant: id, name }),
  /** A helper or a second instructor was given a token. */
  z.object({ kind: z.literal('invited'), staff: id, name, role: z.enum(['instructor', 'helper']) }),
  /** The counts of a closed round, choice by choice. */
  z.object({ kind: z.literal('counted'), question: id, round: z.int(), counts: z.array(z.int()) }),
  /** What a revealed question came to: counts of each round, and the answer. */
  z.object({
    kind: z.literal('result'),
    question: id,
    counts: z.array(z.array(z.int())),
    answer: z.int().nullable(),
    why: z.string().max(limits.questionMax).optional(),
  }),
  /** Predictions and outcomes of the class's fault plan: outcomes by code, `held` where nothing broke. */
  z.object({
    kind: z.literal('tallied'),
    chaos: id,
    predictions: z.array(z.int()),
    outcomes: z.record(z.string().max(40), z.int()),
  }),
]);

export type LearnerMessage = z.infer<typeof learnerMessage>;
export type HelperMessage = z.infer<typeof helperMessage>;
export type InstructorMessage = z.infer<typeof instructorMessage>;
export type ServerMessage = z.infer<typeof serverMessage>;
/** What stands in the log. */
export type Body = LearnerMessage | HelperMessage | InstructorMessage | ServerMessage;
/** What a client may send; which of it, its role says. */
export type Message = Exclude<Body, ServerMessage>;

export type Role = 'learner' | 'helper' | 'instructor';
/** Who says something: `p-…` for participants, `i-…` for instructors and helpers, `server`. */
export interface Speaker {
  readonly id: string;
  readonly role: Role;
  readonly name: string;
}

/** One entry of a session's log. */
export interface RoomEvent {
  /** Counted from 1, without gaps, within the session. */
  readonly seq: number;
  /** Wall clock of the server, milliseconds since 1970. */
  readonly atMs: number;
  /** Id of who said it. */
  readonly by: string;
  readonly body: Body;
}
