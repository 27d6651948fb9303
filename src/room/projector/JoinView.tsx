/** How to join, for people who sit far away: the QR code, the address to type, the code. */
import { useEffect, useState } from 'preact/hooks';
import { askAbout, joinLink, publicOrigin, spacedCode, typedAddress } from '#room/join-address.ts';
import { Qr } from '#room/Qr.tsx';
import type { ViewProps } from './views.ts';

/** The origin that phones reach; asked for again while the server is away. */
function useOrigin(): string {
  const [origin, setOrigin] = useState(() => publicOrigin(location, null));
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      const about = await askAbout();
      if (about === null) timer = setTimeout(() => void ask(), 5_000);
      else setOrigin(publicOrigin(location, about));
    };
    void ask();
    return () => clearTimeout(timer);
  }, []);
  return origin;
}

export function JoinView({ session }: ViewProps<'join'>) {
  const origin = useOrigin();
  const base = import.meta.env.BASE_URL.replace(/\/*$/, '/');
  return (
    <div class="shown is-join">
      <Qr text={joinLink(origin, base, session.code)} label="QR code that joins this room" />
      <div class="join-words">
        <p class="shown-title">{session.title}</p>
        <dl>
          <div>
            <dt>Scan, or open</dt>
            <dd class="join-address">{typedAddress(origin, base)}</dd>
          </div>
          <div>
            <dt>Code</dt>
            <dd class="join-code">{spacedCode(session.code)}</dd>
          </div>
        </dl>
        <p class="shown-note">No account. Any name will do.</p>
      </div>
    </div>
  );
}
