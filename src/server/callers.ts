/** Who is speaking: finds the person behind a credential, and lets people in. */
import { randomUUID } from 'node:crypto';
import type { Viewer } from '#workshop/audience.ts';
import { limits } from '#workshop/limits.ts';
import type { Speaker } from '#workshop/messages.ts';
import type { Credential, Joined, JoinRequest } from '#workshop/protocol.ts';
import type { Hub } from './hub.ts';
import { hashSecret, hashWord, participantId, recoveryWord } from './identity.ts';
import type { LiveSession } from './live-session.ts';
import { Guesses } from './rate.ts';
import { Refusal } from './refusal.ts';
import { NoSession, type Person } from './store.ts';

export interface Caller {
  readonly live: LiveSession;
  readonly viewer: Viewer;
  /** Null for a projector, which has nothing to say. */
  readonly speaker: Speaker | null;
}

export class Callers {
  readonly #hub: Hub;
  readonly #guesses: Guesses;
  readonly #serverKey: string;

  constructor(hub: Hub, serverKey: string) {
    this.#hub = hub;
    this.#serverKey = serverKey;
    this.#guesses = new Guesses(hub.clock);
  }

  /** Whose credential this is. Throws Refusal. */
  async identify(credential: Credential, address: string): Promise<Caller> {
    return credential.as === 'participant'
      ? this.#participant(credential, address)
      : this.#staff(credential, address);
  }

  /** Lets somebody into a session; the same browser is the same person. Throws Refusal. */
  async join(request: JoinRequest, address: string): Promise<Joined> {
    const { session: code, secret } = request;
    const live = await this.#open(code, address);
    if (!(await live.isThere())) this.#noSession(address, code);
    const secretHash = hashSecret(secret);
    const known = await this.#hub.store.personOf(code, secretHash);
    const person = await this.#personFor(request, known, address);
    if (known?.participant !== person.participant)
      await this.#hub.store.bindSecret(code, secretHash, person.participant);
    await this.#putOnRecord(live, person, request.name);
    const { title, participants } = live.state;
    return {
      session: { code, title },
      participant: person.participant,
      name: participants[person.participant]?.name ?? request.name,
      word: recoveryWord(this.#serverKey, code, person),
    };
  }

  /** The session of a code. A code hangs on the wall and is no secret: the right one is heard whatever was guessed before. */
  async #open(code: string, address: string): Promise<LiveSession> {
    try {
      return await this.#hub.open(code);
    } catch (error) {
      if (!(error instanceof NoSession)) throw error;
      this.#noSession(address, code);
    }
  }

  #noSession(address: string, code: string): never {
    this.#turnAway(
      address,
      code,
      'There is no session with this code: compare it with the screen.',
    );
  }

  async #participant(
    { session: code, secret }: Extract<Credential, { as: 'participant' }>,
    address: string,
  ): Promise<Caller> {
    const live = await this.#open(code, address);
    const person = await this.#hub.store.personOf(code, hashSecret(secret));
    const id = person?.participant ?? '';
    // Who joined at another replica a moment ago is known to the store before that replica's news are here.
    const { participants } =
      person === null || id in live.state.participants ? live.state : await live.catchUp();
    const participant = participants[id];
    if (participant === undefined)
      this.#turnAway(
        address,
        code,
        'This browser has not joined this session: join with its code.',
      );
    const { name } = participant;
    return { live, viewer: { as: 'participant', id }, speaker: { id, role: 'learner', name } };
  }

  /** Tokens are too long to be guessed: the right one is heard even from an address that guessed wrong ones. */
  async #staff(
    { as, token }: Exclude<Credential, { as: 'participant' }>,
    address: string,
  ): Promise<Caller> {
    const row = await this.#hub.store.staffOf(hashSecret(token));
    if (row === null)
      this.#turnAway(
        address,
        'tokens',
        'This link is not valid here: ask the instructor for a new one, or make one with npm run room -- token.',
      );
    const live = await this.#hub.open(row.session);
    if (as === 'projector') return { live, viewer: { as: 'projector' }, speaker: null };
    const { staff: id, role, name } = row;
    return { live, viewer: { as: 'staff' }, speaker: { id, role, name } };
  }

  async #personFor(
    { session: code, secret, word }: JoinRequest,
    known: Person | null,
    address: string,
  ): Promise<Person> {
    if (word !== null) return this.#recover(code, word, address);
    return known ?? this.#newPerson(code, secret);
  }

  /** Words are short: whoever guessed too often is not heard for a while, whatever the word. */
  async #recover(code: string, word: string, address: string): Promise<Person> {
    const waitMs = this.#guesses.waitMs(address, code);
    if (waitMs > 0) throw tooManyGuesses(waitMs);
    const person = await this.#hub.store.personOfWord(code, hashWord(this.#serverKey, code, word));
    return (
      person ??
      this.#turnAway(
        address,
        code,
        'Nobody in this session has this word: three words and three digits, as your first device shows them.',
      )
    );
  }

  async #newPerson(code: string, secret: string): Promise<Person> {
    const participant = participantId(this.#serverKey, code, secret);
    for (let wordAttempt = 0; ; wordAttempt += 1) {
      const person = { participant, wordAttempt };
      const word = recoveryWord(this.#serverKey, code, person);
      const wordHash = hashWord(this.#serverKey, code, word);
      if (await this.#hub.store.addPerson(code, { ...person, wordHash })) return person;
    }
  }

  /** Somebody who is in the session already, and has not left, is not put on record again. */
  async #putOnRecord(live: LiveSession, { participant }: Person, name: string): Promise<void> {
    const { refused } = await live.say({
      by: 'server',
      // Under the lock the state says whether somebody is in; an id of its own lets people come back after they left.
      id: `joined-${participant}-${randomUUID()}`,
      rule: (session) => {
        const known = session.participants[participant];
        if (known !== undefined && !known.hasLeft) return { kind: 'accepted', bodies: [] };
        if (session.isEnded)
          return { kind: 'refused', why: 'This session has ended: nobody can join it any more.' };
        if (Object.keys(session.participants).length >= limits.participantsMax)
          return { kind: 'refused', why: 'This session is full: open another one.' };
        return { kind: 'accepted', bodies: [{ kind: 'joined', participant, name }] };
      },
    });
    const [first] = refused;
    if (first !== undefined) throw new Refusal(403, first.why);
  }

  #turnAway(address: string, session: string, why: string): never {
    const waitMs = this.#guesses.waitMs(address, session);
    this.#guesses.fail(address, session);
    if (waitMs > 0) throw tooManyGuesses(waitMs);
    throw new Refusal(session === 'tokens' ? 401 : 404, why);
  }
}

function tooManyGuesses(waitMs: number): Refusal {
  const seconds = Math.ceil(waitMs / 1000);
  return new Refusal(429, `Too many wrong guesses: try again in ${seconds} s.`, waitMs);
}
