/** Copies a link to the run in view; what is too long for a link becomes a file. */
import { useSignal } from '@preact/signals';
import { downloadText } from '#workbench/files.ts';
import { copyText } from './clipboard.ts';
import type { RunView } from './run-view.ts';

export type Shared =
  | { readonly kind: 'link'; readonly url: string }
  | { readonly kind: 'file'; readonly text: string }
  | { readonly kind: 'refused'; readonly message: string; readonly remedy: string };

export type Share = (view: RunView) => Promise<Shared>;

const fileName = 'nines-walk.json';

export function ShareButton({ view, share }: { readonly view: RunView; readonly share: Share }) {
  const said = useSignal<{ readonly text: string; readonly url: string | null } | null>(null);
  const run = async (): Promise<void> => {
    const shared = await share(view);
    switch (shared.kind) {
      case 'link': {
        const isCopied = await copyText(shared.url);
        said.value = isCopied
          ? {
              text: 'Copied. It opens this run at this event, and runs nothing before a click.',
              url: null,
            }
          : { text: 'The browser did not let it be copied. Here it is:', url: shared.url };
        break;
      }
      case 'file':
        downloadText(fileName, shared.text);
        said.value = {
          text: `Too long for a link: saved as ${fileName}. “Open a shared run” in the lab’s menu reads it.`,
          url: null,
        };
        break;
      case 'refused':
        said.value = { text: `${shared.message} ${shared.remedy}`, url: null };
    }
  };
  return (
    <span class="tm-share">
      <button type="button" class="plain-button" onClick={() => void run()}>
        Copy link
      </button>
      <span class="tm-share-said" role="status">
        {said.value?.text}
        {said.value !== null && said.value.url !== null && (
          <input
            class="tm-link"
            readOnly
            aria-label="Link to this run"
            value={said.value.url}
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
      </span>
    </span>
  );
}
