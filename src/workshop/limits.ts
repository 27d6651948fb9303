/**
 * What a room takes: every text, list and rate has a bound, and both sides know it. A client that keeps to them is
 * never refused for its size; a server meets whatever else comes with a sentence and not with memory.
 */
export const limits = {
  /** Characters of a pseudonym. */
  nameMax: 40,
  /** Characters of a title, a choice, a label. */
  titleMax: 120,
  /** Characters of a question or of an announcement. */
  questionMax: 600,
  /** Characters of the program that a question is about. */
  programMax: 2_000,
  /** Characters of what somebody writes when asking for help. */
  noteMax: 280,
  /** Choices of a question: at least two. */
  choicesMax: 6,
  /** Files of a lab that travel together, and characters of all of them. */
  filesMax: 24,
  textsMax: 256 * 1024,
  /** Characters of the instructor's mirrored file. */
  mirrorMax: 64 * 1024,
  /** Characters of a fault plan for the class. */
  planMax: 64 * 1024,
  /** Lines of a story on the projector, and characters of each. */
  storyLinesMax: 24,
  storyLineMax: 400,
  /** Shapes of each kind in a story's drawing, and characters of a label. */
  drawingShapesMax: 160,
  drawingLabelMax: 120,
  /** Characters of everything that one participant keeps in a room. */
  keptMax: 2 * 1024 * 1024,
  /** Bytes of one frame of a WebSocket or one body of HTTP; a push of files must fit in. */
  frameBytesMax: 1024 * 1024,
  /** Messages in one frame. */
  messagesMax: 200,
  /** Events that a client is sent one by one; beyond them it gets the whole state anew. */
  catchUpMax: 2_000,
  /** Messages of one participant: so many at once, and so many a second on the long run. */
  burst: 120,
  perSecond: 10,
  /** The same for an instructor, who mirrors an editor and moves slides. */
  instructorBurst: 400,
  instructorPerSecond: 50,
  /** Participants of one session. */
  participantsMax: 10_000,
  /** Wrong codes, words and tokens that one address may try in a minute, and all addresses together in one session. */
  guessesPerMinute: 10,
  guessesPerMinuteOfSession: 120,
} as const;

/** How often a client says that it is here, and after how long a silent one counts as away, milliseconds. */
export const presence = { everyMs: 30_000, awayAfterMs: 75_000 } as const;
