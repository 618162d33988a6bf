import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { problemOf } from '../api/problem';
import { secondFactor, signIn } from '../api/session';
import { Field } from '../ui/Field';
import { ErrorNotice } from '../ui/Notice';
import { usePageTitle } from '../ui/Page';
import { useT } from '../ui/useT';
import { LanguageSelect } from './LanguageSelect';
import { OtherWays } from './OtherWays';

export function SignIn() {
  const t = useT();
  const navigate = useNavigate();
  const location = useLocation();
  const queryClient = useQueryClient();
  usePageTitle(t('shell-sign-in-title'));

  const next = (location.state as { next?: string } | null)?.next ?? '/';
  const proceed = () => {
    queryClient.clear();
    navigate(next, { replace: true });
  };

  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <p className="wordmark">
          <img src={`${import.meta.env.BASE_URL}mark.svg`} alt="" width="24" height="24" />
          Kontor
        </p>
        <h1 className="sign-in-title">{t('shell-sign-in-title')}</h1>
        <p className="sign-in-host">{window.location.hostname}</p>
        <SignInForm onDone={proceed} />
        <OtherWays next={next} onDone={proceed} />
        <p className="sign-in-ways">
          <a className="link" href="/forgotten-password">
            {t('shell-sign-in-forgotten')}
          </a>
        </p>
      </div>
      <LanguageSelect />
    </main>
  );
}

interface Step {
  onDone: () => void;
  email?: string;
}

/** The form alone, so that it can also appear over a page whose session ended. */
export function SignInForm(props: Step) {
  const [ticket, setTicket] = useState<string | null>(null);
  if (ticket !== null) return <CodeForm ticket={ticket} onDone={props.onDone} />;
  return <PasswordForm {...props} onTicket={setTicket} />;
}

/** The second step, where the person has one-time codes. */
function CodeForm({ ticket, onDone }: { ticket: string; onDone: () => void }) {
  const t = useT();
  const id = useId();
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = String(new FormData(event.currentTarget).get('code') ?? '').trim();
    if (!code) return;
    setBusy(true);
    setFailure(null);
    try {
      await secondFactor(ticket, code);
      onDone();
    } catch (error) {
      setFailure(error);
      document.getElementById(id)?.focus();
    } finally {
      setBusy(false);
    }
  };

  return (
    <form className="stack" onSubmit={submit} noValidate aria-busy={busy}>
      {failure !== null && <ErrorNotice error={failure} />}
      <Field id={id} label={t('shell-sign-in-code')} help={t('shell-sign-in-code-help')}>
        <input
          name="code"
          type="text"
          className="input code"
          autoComplete="one-time-code"
          spellCheck={false}
          // biome-ignore lint/a11y/noAutofocus: the step has this one purpose
          autoFocus
        />
      </Field>
      <button type="submit" className="button primary wide" disabled={busy}>
        {t('shell-sign-in-submit')}
      </button>
    </form>
  );
}

function PasswordForm(props: Step & { onTicket: (ticket: string) => void }) {
  const { onDone, onTicket, email: known } = props;
  const t = useT();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [missing, setMissing] = useState<{ email?: boolean; password?: boolean }>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = new FormData(event.currentTarget);
    const email = known ?? String(values.get('email') ?? '').trim();
    const password = String(values.get('password') ?? '');
    const gaps = { email: !email, password: !password };
    setMissing(gaps);
    setFailure(null);
    if (gaps.email || gaps.password) return focus(gaps.email ? 'email' : 'password');
    setBusy(true);
    try {
      const ticket = await signIn(email, password);
      if (ticket === null) onDone();
      else onTicket(ticket);
    } catch (error) {
      setFailure(error);
      focus('password');
    } finally {
      setBusy(false);
    }
  };

  const focus = (name: string) => {
    const field = form.current?.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.focus();
  };
  const wrong = failure !== null && [400, 401, 422].includes(problemOf(failure).status);

  return (
    <form ref={form} className="stack" onSubmit={submit} noValidate aria-busy={busy}>
      {wrong && (
        <p className="notice bad" role="alert">
          {t('shell-sign-in-wrong')}
        </p>
      )}
      {failure !== null && !wrong && <ErrorNotice error={failure} />}
      <Field
        id={`${id}-email`}
        label={t('shell-sign-in-email')}
        error={missing.email && t('shell-sign-in-email-missing')}
      >
        <input
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={known}
          readOnly={known !== undefined}
          // biome-ignore lint/a11y/noAutofocus: the page has this one purpose
          autoFocus={known === undefined}
        />
      </Field>
      <Field
        id={`${id}-password`}
        label={t('shell-sign-in-password')}
        error={missing.password && t('shell-sign-in-password-missing')}
      >
        <input name="password" type="password" autoComplete="current-password" />
      </Field>
      <button type="submit" className="button primary wide" disabled={busy}>
        {t('shell-sign-in-submit')}
      </button>
    </form>
  );
}
