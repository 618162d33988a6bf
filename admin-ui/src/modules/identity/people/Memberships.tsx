import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import type { Membership, Person } from '../../../api/models';
import { ConfirmDialog } from '../../../ui/Dialog';
import { useT } from '../../../ui/useT';
import { Chip, When } from '../../../ui/values';
import { MembershipDialog } from './MembershipDialog';

/** What a person is here: as staff and for companies, ended ones last. */
export function Memberships({ person, mayManage }: { person: Person; mayManage: boolean }) {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const [changing, setChanging] = useState<Membership | null>(null);
  const [ending, setEnding] = useState<Membership | null>(null);
  const sorted = [...person.memberships].sort(
    (one, other) => Number(Boolean(one.ended_at)) - Number(Boolean(other.ended_at)),
  );
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-column-memberships')}</h2>
        {mayManage && (
          <button type="button" className="button small" onClick={() => setAdding(true)}>
            {t('identity-membership-add')}
          </button>
        )}
      </div>
      <div className="table-box">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('identity-role')}</th>
              <th scope="col">{t('identity-company')}</th>
              <th scope="col" className="from-tablet">
                {t('identity-reach')}
              </th>
              <th scope="col" className="from-desktop">
                {t('identity-since')}
              </th>
              <th scope="col" className="end">
                <span className="visually-hidden">{t('identity-actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {sorted.map((membership) => (
              <tr key={membership.id}>
                <td>{membership.role.name}</td>
                <td>{membership.company?.name ?? t('identity-audience-staff')}</td>
                <td className="from-tablet">
                  <ReachWords membership={membership} />
                </td>
                <td className="from-desktop">
                  <When at={membership.created_at} />
                </td>
                <td className="end">
                  {membership.ended_at ? (
                    <Chip tone="neutral">{t('identity-state-ended')}</Chip>
                  ) : (
                    mayManage && (
                      <>
                        <button
                          type="button"
                          className="button small"
                          onClick={() => setChanging(membership)}
                        >
                          {t('identity-membership-change')}
                        </button>{' '}
                        <button
                          type="button"
                          className="button small"
                          onClick={() => setEnding(membership)}
                        >
                          {t('identity-membership-end')}
                        </button>
                      </>
                    )
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {adding && <MembershipDialog person={person} onClose={() => setAdding(false)} />}
      {changing && (
        <MembershipDialog person={person} known={changing} onClose={() => setChanging(null)} />
      )}
      {ending && <EndMembership membership={ending} onClose={() => setEnding(null)} />}
    </section>
  );
}

/** How far a membership reaches, in words. */
function ReachWords({ membership }: { membership: Membership }) {
  const t = useT();
  const { companies, territories, warehouses, legal_entities, own_customers } = membership.scopes;
  const counted: [string, string[]][] = [
    ['companies', companies],
    ['territories', territories],
    ['warehouses', warehouses],
    ['legal-entities', legal_entities],
  ];
  const words = counted
    .filter(([, ids]) => ids.length > 0)
    .map(([kind, ids]) => t(`identity-reach-${kind}`, { count: ids.length }));
  if (own_customers) words.unshift(t('identity-reach-own-customers'));
  return words.length > 0 ? words.join(', ') : t('identity-reach-all');
}

function EndMembership(props: { membership: Membership; onClose: () => void }) {
  const { membership, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const end = async () => {
    await api(`/admin/memberships/${membership.id}`, { method: 'DELETE' });
    await queryClient.invalidateQueries({ queryKey: ['people'] });
    notify('identity-membership-ended');
  };
  const whom = membership.company?.name ?? t('identity-audience-staff');
  return (
    <ConfirmDialog
      title={t('identity-membership-end-title', { role: membership.role.name, company: whom })}
      confirmLabel={t('identity-membership-end')}
      danger
      onConfirm={end}
      onClose={onClose}
    >
      <p>{t('identity-membership-end-text')}</p>
    </ConfirmDialog>
  );
}
