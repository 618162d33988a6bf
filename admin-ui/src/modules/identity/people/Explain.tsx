import { useQuery } from '@tanstack/react-query';
import { useGetList } from 'ra-core';
import { useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Explanation, Permission, Person } from '../../../api/models';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';
import { CompanyPicker } from './CompanyPicker';

/** Why may this person do this, and to whom? The server answers in words. */
export function Explain({ person }: { person: Person }) {
  const t = useT();
  const id = useId();
  const live = person.memberships.filter((membership) => !membership.ended_at);
  const [membershipId, setMembershipId] = useState(live[0]?.id ?? '');
  const [permission, setPermission] = useState('');
  const [companyId, setCompanyId] = useState('');
  const { data: permissions = [] } = useGetList<Permission>('permissions', {
    pagination: undefined,
  });
  const audience = live.find((membership) => membership.id === membershipId)?.audience;
  const offered = permissions.filter(({ audiences }) => audiences.includes(audience as never));
  if (live.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('identity-explain')}</h2>
      <p className="muted">{t('identity-explain-text')}</p>
      <div className="form-row explain">
        <Field id={`${id}-as`} label={t('identity-explain-as')}>
          <select
            className="select"
            value={membershipId}
            onChange={(event) => setMembershipId(event.target.value)}
          >
            {live.map(({ id: value, role, company }) => (
              <option key={value} value={value}>
                {company ? `${role.name} · ${company.name}` : role.name}
              </option>
            ))}
          </select>
        </Field>
        <Field id={`${id}-what`} label={t('identity-explain-what')}>
          <select
            className="select"
            value={permission}
            onChange={(event) => setPermission(event.target.value)}
          >
            <option value="">{t('identity-explain-choose')}</option>
            {offered.map(({ name, title, module_name }) => (
              <option key={name} value={name}>
                {module_name}: {title}
              </option>
            ))}
          </select>
        </Field>
        <CompanyPicker
          id={`${id}-whom`}
          label={t('identity-explain-whom')}
          chosen={companyId}
          onChange={setCompanyId}
        />
      </div>
      {permission && (
        <Answer membershipId={membershipId} permission={permission} companyId={companyId} />
      )}
    </section>
  );
}

function Answer(props: { membershipId: string; permission: string; companyId: string }) {
  const { membershipId, permission, companyId } = props;
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['explanation', membershipId, permission, companyId],
    queryFn: ({ signal }) =>
      api<Explanation>('/admin/access/explanation', {
        query: { membership_id: membershipId, permission, company_id: companyId },
        signal,
      }),
  });
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!data) return <span className="skeleton" />;
  return (
    <div className="explanation" aria-live="polite">
      <Chip tone={data.allowed ? 'good' : 'bad'}>
        {t(data.allowed ? 'identity-explain-yes' : 'identity-explain-no')}
      </Chip>
      <ul>
        {data.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </div>
  );
}
