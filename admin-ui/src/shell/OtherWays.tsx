import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api/http';
import type { NamedCode } from '../api/models';
import { hasPasskeys, isRefusedByOneself } from '../api/passkeys';
import { signInByPasskey } from '../api/session';
import { ErrorNotice, Notice } from '../ui/Notice';
import { useT } from '../ui/useT';

/** Ways in without a password: a passkey of this browser, and the outside providers of the tenant. */
export function OtherWays({ next, onDone }: { next: string; onDone: () => void }) {
  const t = useT();
  const [failure, setFailure] = useState<unknown>(null);
  const [isRefused, setIsRefused] = useState(false);
  const [busy, setBusy] = useState(false);
  const { data } = useQuery({
    queryKey: ['offered-providers'],
    queryFn: ({ signal }) => api<{ items: NamedCode[] }>('/sign-in-providers', { signal }),
    staleTime: 60_000,
  });
  const providers = data?.items ?? [];
  if (!hasPasskeys && providers.length === 0) return null;

  const byPasskey = async () => {
    setBusy(true);
    setFailure(null);
    setIsRefused(false);
    try {
      await signInByPasskey();
      onDone();
    } catch (error) {
      if (isRefusedByOneself(error)) setIsRefused(true);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="other-ways">
      <p className="other-ways-or">{t('shell-sign-in-or')}</p>
      {failure !== null && <ErrorNotice error={failure} />}
      {isRefused && <Notice tone="info">{t('shell-passkey-refused')}</Notice>}
      {hasPasskeys && (
        <button type="button" className="button wide" onClick={byPasskey} disabled={busy}>
          {t('shell-sign-in-passkey')}
        </button>
      )}
      {providers.map(({ code, name }) => (
        <a key={code} className="button wide" href={addressOf(code, next)}>
          {t('shell-sign-in-with', { name })}
        </a>
      ))}
    </div>
  );
}

function addressOf(code: string, next: string): string {
  const back = import.meta.env.BASE_URL.replace(/\/$/, '') + next;
  return `/sign-in/with/${encodeURIComponent(code)}?return_to=${encodeURIComponent(back)}`;
}
