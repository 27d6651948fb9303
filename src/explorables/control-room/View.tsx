/** The control room in the chapter: two recorded nights of one seed, the reference's and that of the wiring as it is handed out. */
import { useState } from 'preact/hooks';
import { Choice, Narration } from '#explorables/controls.tsx';
import '#explorables/explorable.css';
import { ControlRoom } from '#workbench/night/ControlRoom.tsx';
import { recordedNights } from '#workbench/night/recorded.ts';

type RecordedId = keyof typeof recordedNights;
const ids: readonly RecordedId[] = ['reference', 'starter'];

interface ViewProps {
  /** Address of the site, with a slash at its end. */
  readonly base?: string;
}

export function View({ base = import.meta.env.BASE_URL.replace(/\/?$/, '/') }: ViewProps) {
  const [id, setId] = useState<RecordedId>('reference');
  const { night, texts } = recordedNights[id];
  const broken = [...new Set(night.breaches.map(({ code }) => code))].join(', ');
  return (
    <div class="x room">
      <Choice
        name="room-night"
        legend="The night of"
        options={ids.map((value) => ({ value, label: recordedNights[value].title }))}
        value={id}
        onChoose={setId}
      />
      <ControlRoom key={id} night={night} texts={texts} base={base} />
      <Narration
        text={`Seed ${night.seed}: ${broken === '' ? 'every promise held' : `${broken} broke`}.`}
      />
    </div>
  );
}
