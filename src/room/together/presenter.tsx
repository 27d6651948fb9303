/** The presenter's page: leads the other tabs and windows of this browser, without a room and without a network. */
import { render } from 'preact';
import { addressOf } from './course-place.ts';
import { leadTabs, ledByTabs } from './lead-channel.ts';
import { LeadDesk } from './LeadDesk.tsx';

const place = document.querySelector<HTMLElement>('[data-presenter]');
const led = ledByTabs();

function Presenter({ chapter }: { readonly chapter: string }) {
  const now = led.value;
  return (
    <LeadDesk place={now} lead={leadTabs} first={chapter} hasNotes={false}>
      <p class="label">
        <a href={addressOf(now?.page ?? `/chapters/${chapter}/`)} target="nines-led">
          Open the chapter in a window for the beamer
        </a>
        : it follows this page, in this browser, without any server. In a live room, lead from the
        console instead; then everybody’s page follows.
      </p>
    </LeadDesk>
  );
}

if (place) render(<Presenter chapter={place.dataset['presenter'] ?? ''} />, place);
