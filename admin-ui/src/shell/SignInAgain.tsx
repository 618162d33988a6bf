import { useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from 'react-router';
import { currentShell, forgetSession, useSession } from '../api/session';
import { Dialog } from '../ui/Dialog';
import { useT } from '../ui/useT';
import { OtherWays } from './OtherWays';
import { SignInForm } from './SignIn';

/** The session ended under an open page: sign in over it, so that nothing typed is lost. */
export function SignInAgain() {
  const t = useT();
  const { user } = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const next = pathname + search;

  const proceed = () => {
    // A passkey may be somebody else's, and the page under the window is not theirs.
    if (currentShell()?.session.user.id === user.id) queryClient.invalidateQueries();
    else window.location.reload();
  };
  const leave = () => {
    forgetSession();
    queryClient.clear();
    navigate('/sign-in', { state: { next } });
  };

  return (
    <Dialog title={t('shell-sign-in-again-title')} onClose={leave} className="session-ended">
      <p className="dialog-text">{t('shell-sign-in-again-text')}</p>
      <SignInForm email={user.email} onDone={proceed} />
      <OtherWays next={next} onDone={proceed} />
      <p className="sign-in-ways">
        <button type="button" className="link link-button" onClick={leave}>
          {t('shell-sign-in-leave')}
        </button>
        <a className="link" href="/forgotten-password">
          {t('shell-sign-in-forgotten')}
        </a>
      </p>
      <p className="field-help">{t('shell-sign-in-leave-help')}</p>
    </Dialog>
  );
}
