import { Link } from 'react-router';
import { Page } from '../ui/Page';
import { useT } from '../ui/useT';

export function NotFound() {
  const t = useT();
  return (
    <Page title={t('shell-not-found-title')}>
      <p>{t('shell-not-found-text')}</p>
      <p className="spaced">
        <Link className="button" to="/">
          {t('shell-not-found-home')}
        </Link>
      </p>
    </Page>
  );
}
