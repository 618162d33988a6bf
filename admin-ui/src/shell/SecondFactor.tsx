import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { api } from '../api/http';
import type { Me, RecoveryCodes, SessionView, TotpSetup } from '../api/models';
import { addPasskey, hasPasskeys, isRefusedByOneself } from '../api/passkeys';
import { fieldErrors, problemOf } from '../api/problem';
import { signInByPasskey, signOut } from '../api/session';
import { Field } from '../ui/Field';
import { ErrorNotice, Notice } from '../ui/Notice';
import { usePageTitle } from '../ui/Page';
import { Toasts, useShowFailure } from '../ui/toast';
import { useSaving } from '../ui/useSaving';
import { useT } from '../ui/useT';
import { LanguageSelect } from './LanguageSelect';

/** The tenant asks its staff for a second factor: it is set up here, and the admin opens. */
export default function SecondFactor(props: { session: SessionView; onDone: () => void }) {
  const { session, onDone } = props;
  const t = useT();
  const showFailure = useShowFailure();
  const [codes, setCodes] = useState<string[] | null>(null);
  const me = useQuery({
    queryKey: ['me'],
    queryFn: ({ signal }) => api<Me>('/me', { signal }),
  });
  usePageTitle(t('shell-second-title'));
  if (codes) return <Codes codes={codes} onDone={onDone} />;
  return (
    <main className="alone second-factor">
      <h1 className="alone-title">{t('shell-second-title')}</h1>
      <p>{t('shell-second-text', { tenant: session.tenant.name, name: session.user.email })}</p>
      {me.error ? <ErrorNotice error={me.error} onRetry={me.refetch} /> : null}
      {me.data && (
        <>
          {hasPasskeys && <ByPasskey me={me.data} session={session} onDone={onDone} />}
          {me.data.has_password && <ByApp onCodes={setCodes} />}
          {!hasPasskeys && !me.data.has_password && (
            <Notice tone="warn">{t('shell-second-no-password')}</Notice>
          )}
        </>
      )}
      <p className="alone-actions">
        <a className="button" href="/account/security">
          {t('shell-second-shop')}
        </a>
        <button type="button" className="button" onClick={() => signOut().catch(showFailure)}>
          {t('shell-sign-out')}
        </button>
      </p>
      <LanguageSelect />
      <Toasts />
    </main>
  );
}

/** A passkey counts once the session was opened with it. */
function ByPasskey(props: { me: Me; session: SessionView; onDone: () => void }) {
  const { me, session, onDone } = props;
  const t = useT();
  const id = useId();
  const [isThere, setIsThere] = useState(
    me.passkeys.some(({ host }) => host === location.hostname),
  );
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [failure, setFailure] = useState<unknown>(null);
  const [isRefused, setIsRefused] = useState(false);
  const [busy, setBusy] = useState(false);
  const run = async (work: () => Promise<unknown>, then: () => void) => {
    setBusy(true);
    setFailure(null);
    setIsRefused(false);
    try {
      await work();
      then();
    } catch (error) {
      if (isRefusedByOneself(error)) setIsRefused(true);
      else setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const add = (event: FormEvent) => {
    event.preventDefault();
    const called = name.trim() || t('shell-second-passkey-usual');
    run(
      () => addPasskey(called, password),
      () => setIsThere(true),
    );
  };
  const wrong = failure ? fieldErrors(problemOf(failure), t).password : undefined;
  return (
    <section className="way">
      <h2>{t('shell-second-passkey')}</h2>
      <p className="muted">{t('shell-second-passkey-text')}</p>
      {failure !== null && !wrong && <ErrorNotice error={failure} />}
      {isRefused && <Notice tone="info">{t('shell-passkey-refused')}</Notice>}
      {isThere ? (
        <>
          <p>{t('shell-second-passkey-there')}</p>
          <button
            type="button"
            className="button primary"
            disabled={busy}
            onClick={() => run(() => signInByPasskey(session.persona.membership_id), onDone)}
          >
            {t('shell-sign-in-passkey')}
          </button>
        </>
      ) : (
        <form className="stack" onSubmit={add} aria-busy={busy}>
          <Field
            id={`${id}-name`}
            label={t('shell-second-passkey-name')}
            help={t('shell-second-passkey-name-help')}
          >
            <input
              type="text"
              maxLength={100}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
          </Field>
          {me.has_password && (
            <Field id={`${id}-proof`} label={t('shell-sign-in-password')} error={wrong}>
              <input
                type="password"
                autoComplete="current-password"
                value={password}
                onChange={(event) => setPassword(event.target.value)}
              />
            </Field>
          )}
          <button
            type="submit"
            className="button primary"
            disabled={busy || (me.has_password && !password)}
          >
            {t('shell-second-passkey-add')}
          </button>
        </form>
      )}
    </section>
  );
}

/** An authenticator app: the password, the picture, and the first code. */
function ByApp({ onCodes }: { onCodes: (codes: string[]) => void }) {
  const t = useT();
  const id = useId();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [setup, setSetup] = useState<TotpSetup | null>(null);
  const { busy, failure, errors, save } = useSaving();
  const begin = (event: FormEvent) => {
    event.preventDefault();
    save(async () => {
      setSetup(await api<TotpSetup>('/me/totp', { method: 'POST', body: { password } }));
    });
  };
  const finish = (event: FormEvent) => {
    event.preventDefault();
    save(async () => {
      const body = { code: code.trim() };
      const answer = await api<RecoveryCodes>('/me/totp', { method: 'PUT', body });
      onCodes(answer.recovery_codes);
    });
  };
  return (
    <section className="way">
      <h2>{t('shell-second-app')}</h2>
      <p className="muted">{t(setup ? 'shell-second-app-scan' : 'shell-second-app-text')}</p>
      {failure !== null && <ErrorNotice error={failure} />}
      {setup ? (
        <form className="stack" onSubmit={finish} aria-busy={busy} noValidate>
          <Picture svg={setup.qr_svg} label={t('shell-second-app-picture')} />
          <p className="code break">{setup.secret}</p>
          <Field id={`${id}-code`} label={t('shell-sign-in-code')} error={errors.code}>
            <input
              type="text"
              className="input code"
              autoComplete="one-time-code"
              inputMode="numeric"
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
          </Field>
          <button type="submit" className="button primary" disabled={busy || !code.trim()}>
            {t('shell-second-app-finish')}
          </button>
        </form>
      ) : (
        <form className="stack" onSubmit={begin} aria-busy={busy} noValidate>
          <Field id={`${id}-password`} label={t('shell-sign-in-password')} error={errors.password}>
            <input
              type="password"
              autoComplete="current-password"
              value={password}
              onChange={(event) => setPassword(event.target.value)}
            />
          </Field>
          <button type="submit" className="button primary" disabled={busy || !password}>
            {t('shell-second-app-begin')}
          </button>
        </form>
      )}
    </section>
  );
}

/** The server's picture as elements of the page: the policy allows no pictures from data. */
function Picture({ svg, label }: { svg: string; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const drawn = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    place.current?.replaceChildren(document.importNode(drawn, true));
  }, [svg]);
  return <div ref={place} className="qr" role="img" aria-label={label} />;
}

/** Recovery codes, shown once. */
function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const t = useT();
  const [isKept, setIsKept] = useState(false);
  return (
    <main className="alone second-factor">
      <h1 className="alone-title">{t('shell-second-codes')}</h1>
      <p>{t('shell-second-codes-text')}</p>
      <ul className="recovery-codes code">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <label className="check">
        <input
          type="checkbox"
          checked={isKept}
          onChange={(event) => setIsKept(event.target.checked)}
        />
        {t('shell-second-codes-kept')}
      </label>
      <p className="alone-actions">
        <button type="button" className="button primary" disabled={!isKept} onClick={onDone}>
          {t('shell-second-go-on')}
        </button>
      </p>
    </main>
  );
}
