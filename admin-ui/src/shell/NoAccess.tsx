import type { SessionView } from '../api/models';
import { signOut, stopActing, switchPersona } from '../api/session';
import { useFormat } from '../ui/format';
import { usePageTitle } from '../ui/Page';
import { Toasts, useShowFailure } from '../ui/toast';
import { useT } from '../ui/useT';

/** Why the admin stays closed to whoever is signed in, and every way on from here. */
export function NoAccess({ session, onDone }: { session: SessionView; onDone: () => void }) {
  const t = useT();
  const format = useFormat();
  const showFailure = useShowFailure();
  const { acting, persona, personas } = session;
  const staff = personas.filter(
    (each) => each.audience === 'staff' && each.membership_id !== persona.membership_id,
  );
  const run = (work: Promise<unknown>) => work.then(onDone, showFailure);
  const title = t(acting ? 'shell-acting-title' : 'shell-no-access-title', {
    name: acting?.company.name ?? '',
  });
  usePageTitle(title);
  return (
    <main className="alone">
      <h1 className="alone-title">{title}</h1>
      <p>
        {acting
          ? t('shell-acting-text', { until: format.instant(acting.until) })
          : t(staff.length > 0 ? 'shell-no-access-role' : 'shell-no-access-text')}
      </p>
      <p className="alone-actions">
        {acting && (
          <button type="button" className="button primary" onClick={() => run(stopActing())}>
            {t('shell-acting-stop')}
          </button>
        )}
        {!acting &&
          staff.map(({ membership_id: id, role }) => (
            <button
              key={id}
              type="button"
              className="button primary"
              onClick={() => run(switchPersona(id))}
            >
              {t('shell-no-access-act', { role: role.name })}
            </button>
          ))}
        <a className={acting || staff.length > 0 ? 'button' : 'button primary'} href="/">
          {t('shell-no-access-shop')}
        </a>
        <button type="button" className="button" onClick={() => signOut().catch(showFailure)}>
          {t('shell-sign-out')}
        </button>
      </p>
      <Toasts />
    </main>
  );
}
