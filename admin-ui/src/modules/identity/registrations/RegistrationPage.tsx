import { useGetList, useGetOne, useLocaleState } from 'ra-core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import type { Permission, Registration } from '../../../api/models';
import { AttributeFacts } from '../../../ui/AttributeFacts';
import type { AttributeValues } from '../../../ui/attributeValues';
import { countryName } from '../../../ui/countries';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useT } from '../../../ui/useT';
import { Code, When } from '../../../ui/values';
import { ApproveDialog } from './ApproveDialog';
import { RejectDialog } from './RejectDialog';
import { RegistrationState } from './state';

/** What somebody asks for, and the decision on it. */
export default function RegistrationPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useGetOne<Registration>('registrations', { id });
  const back = { to: '/registrations', label: t('identity-registrations') };
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <Page title={t('identity-registration')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={data.company.name || data.name}
      aside={<RegistrationState state={data.state} />}
      back={back}
      actions={data.state === 'awaiting_decision' && <Decisions registration={data} />}
    >
      <Suggestions registration={data} />
      <Facts registration={data} />
      <Wishes registration={data} />
    </Page>
  );
}

function Decisions({ registration }: { registration: Registration }) {
  const t = useT();
  const [asking, setAsking] = useState<'approve' | 'reject' | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <button type="button" className="button" onClick={() => setAsking('reject')}>
        {t('identity-registration-reject')}
      </button>
      <button type="button" className="button primary" onClick={() => setAsking('approve')}>
        {t('identity-registration-approve')}
      </button>
      {asking === 'approve' && <ApproveDialog registration={registration} onClose={close} />}
      {asking === 'reject' && <RejectDialog registration={registration} onClose={close} />}
    </>
  );
}

/** Companies that may be the same one. */
function Suggestions({ registration }: { registration: Registration }) {
  const t = useT();
  if (registration.state !== 'awaiting_decision' || registration.suggestions.length === 0) {
    return null;
  }
  const names = registration.suggestions
    .map(({ company }) => `${company.name} (${company.code})`)
    .join(', ');
  return (
    <Notice tone="info">{t('identity-registration-suggestions', { companies: names })}</Notice>
  );
}

function Facts({ registration }: { registration: Registration }) {
  const t = useT();
  const { company } = registration;
  const { street, postal_code, city } = company.address;
  const [locale] = useLocaleState();
  return (
    <dl className="facts">
      <div>
        <dt>{t('identity-person')}</dt>
        <dd>
          {registration.name}
          <div className="muted">{registration.email}</div>
        </dd>
      </div>
      {company.vat_id && (
        <div>
          <dt>{t('identity-column-vat-id')}</dt>
          <dd>
            <Code>{company.vat_id}</Code>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('identity-address')}</dt>
        <dd>
          {street}
          <br />
          {postal_code} {city}, {countryName(locale, company.country)}
        </dd>
      </div>
      <div>
        <dt>{t('identity-registered-at')}</dt>
        <dd>
          <When at={registration.created_at} />
        </dd>
      </div>
      <AttributeFacts thing="company" values={company.attributes as AttributeValues} />
      <AttributeFacts thing="person" values={registration.attributes as AttributeValues} />
      {registration.decided_at && (
        <div>
          <dt>{t('identity-registration-decided')}</dt>
          <dd>
            <When at={registration.decided_at} />
            <div className="muted">{registration.decided_by}</div>
            {registration.reason}
          </dd>
        </div>
      )}
      {registration.joined && (
        <div>
          <dt>{t('identity-company')}</dt>
          <dd>
            <Link className="link" to={`/companies/${registration.joined.id}`}>
              {registration.joined.name}
            </Link>
          </dd>
        </div>
      )}
      {registration.note && (
        <div>
          <dt>{t('identity-note')}</dt>
          <dd>{registration.note}</dd>
        </div>
      )}
    </dl>
  );
}

function Wishes({ registration }: { registration: Registration }) {
  const t = useT();
  const { data = [] } = useGetList<Permission>('permissions', { pagination: undefined });
  const wanted = registration.requested_permissions;
  if (wanted.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('identity-registration-wishes')}</h2>
      <ul>
        {wanted.map((name) => (
          <li key={name}>{data.find((known) => known.name === name)?.title ?? name}</li>
        ))}
      </ul>
    </section>
  );
}
