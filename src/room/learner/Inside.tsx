/** The page of the room for who has joined: the word while it is new, then the learner's own view. */
import { useEffect, useState } from 'preact/hooks';
import { keepIdentity } from './identity.ts';
import { codeIn } from './join.ts';
import { myRoom, type MyRoom } from './my-room.ts';
import { RoomPage } from './RoomPage.tsx';
import { beginDock } from './start-dock.tsx';
import { StatusCard } from './StatusCard.tsx';
import { NewWord } from './Word.tsx';
import type { Allowed } from './JoinForm.tsx';

interface InsideProps {
  /** What was allowed when joining; null for who has been here before. */
  readonly allowed: Allowed | null;
  readonly leave: (mine: MyRoom) => void;
}

function Page({ mine, leave }: { readonly mine: MyRoom } & Pick<InsideProps, 'leave'>) {
  const [isWordNew, setIsWordNew] = useState(mine.identity.isWordNew);
  const other = codeIn(location);
  return (
    <>
      {other.length === 6 && other !== mine.identity.code && (
        <p class="join-trouble" role="alert">
          You came with the code of another room, {other}. Leave this one first, below; your drafts
          stay.
        </p>
      )}
      {isWordNew ? (
        <NewWord
          word={mine.identity.word}
          done={() => {
            keepIdentity({ ...mine.identity, isWordNew: false });
            setIsWordNew(false);
          }}
        />
      ) : (
        <>
          <RoomPage mine={mine} leave={() => leave(mine)} />
          <StatusCard mine={mine} isOpen={mine.line.value.connection === 'away'} />
        </>
      )}
    </>
  );
}

export function Inside({ allowed, leave }: InsideProps) {
  const [mine, setMine] = useState<MyRoom | null>(null);
  useEffect(() => {
    const open = async (): Promise<void> => {
      const opened = await myRoom();
      setMine(opened);
      await beginDock();
      if (allowed) void opened?.room.say({ kind: 'consented', ...allowed });
    };
    void open();
  }, []);
  return mine ? <Page mine={mine} leave={leave} /> : <p role="status">Opening the room …</p>;
}
