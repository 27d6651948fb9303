/** What the learner should know, each with what can be done about it. */
import type { LabSession } from './lab-session.ts';

export function Notices({ session }: { readonly session: LabSession }) {
  return (
    <ul class="notices">
      {session.notices.value.map((notice) => (
        <li key={notice.text}>
          <p>{notice.text}</p>
          {notice.actions?.map(({ label, run }) => (
            <button
              key={label}
              type="button"
              class="quiet-button"
              onClick={() => {
                session.dismiss(notice);
                run();
              }}
            >
              {label}
            </button>
          ))}
          <button
            type="button"
            class="quiet-button"
            onClick={() => {
              notice.onDismiss?.();
              session.dismiss(notice);
            }}
          >
            {notice.dismissLabel ?? 'Dismiss'}
          </button>
        </li>
      ))}
    </ul>
  );
}
