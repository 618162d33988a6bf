import { useQueryClient } from '@tanstack/react-query';
import { useSession } from '../api/session';
import { Dialog } from '../ui/Dialog';
import { useT } from '../ui/useT';
import { SignInForm } from './SignIn';

/** The session ended under an open page: sign in over it, so that nothing typed is lost. */
export function SignInAgain() {
  const t = useT();
  const { user } = useSession();
  const queryClient = useQueryClient();
  return (
    <Dialog title={t('shell-sign-in-again-title')} dismissable={false} className="session-ended">
      <p className="dialog-text">{t('shell-sign-in-again-text')}</p>
      <SignInForm email={user.email} onDone={() => queryClient.invalidateQueries()} />
    </Dialog>
  );
}
