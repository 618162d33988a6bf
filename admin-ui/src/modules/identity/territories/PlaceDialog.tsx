import { useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link } from 'react-router';
import { api } from '../../../api/http';
import type { Territory } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { Segments } from '../../../ui/filters';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from '../people/CompanyPicker';
import { StaffSelect } from '../people/StaffSelect';

/** Places a company or a member of the staff in a territory from a day on. */
export function PlaceDialog(props: { territory: Territory; onClose: () => void }) {
  const { territory, onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [what, setWhat] = useState('company');
  const [companyId, setCompanyId] = useState('');
  const [membershipId, setMembershipId] = useState('');
  const [personId, setPersonId] = useState('');
  const [from, setFrom] = useState('');
  const { busy, failure, errors, save } = useSaving();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const target = what === 'company' ? { company_id: companyId } : { membership_id: membershipId };
    const body = { ...target, ...(from ? { from } : {}) };
    const done = await save(async () => {
      const path = `/admin/territories/${territory.id}/placements`;
      await api(path, { method: 'POST', body, creates: true });
      await queryClient.invalidateQueries({ queryKey: ['territories'] });
    });
    if (!done) return;
    notify('identity-placed-now');
    onClose();
  };

  return (
    <Dialog
      title={t('identity-place-title', { name: territory.name })}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Segments
          label={t('identity-placed')}
          value={what}
          choices={[
            { value: 'company', label: t('identity-company') },
            { value: 'person', label: t('identity-audience-staff') },
          ]}
          onChange={setWhat}
        />
        {what === 'company' ? (
          <CompanyPicker
            id={`${id}-company`}
            label={t('identity-company')}
            error={errors.company_id}
            chosen={companyId}
            onChange={setCompanyId}
          />
        ) : (
          <StaffSelect
            id={`${id}-person`}
            label={t('identity-person')}
            none={t('identity-person-choose')}
            error={errors.membership_id}
            chosen={membershipId}
            onChange={(membership, person) => {
              setMembershipId(membership);
              setPersonId(person);
            }}
          />
        )}
        {what === 'person' && (
          <Notice tone="info">
            {t('identity-place-reach')}{' '}
            <Link className="link" to={personId ? `/people/${personId}` : '/people?audience=staff'}>
              {t('identity-place-reach-link')}
            </Link>
          </Notice>
        )}
        <Field
          id={`${id}-from`}
          label={t('identity-placed-from')}
          help={t('identity-placed-from-help')}
          error={errors.from}
        >
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </Field>
        <div className="form-actions">
          <button
            type="submit"
            className="button primary"
            disabled={busy || !(what === 'company' ? companyId : membershipId)}
          >
            {t('identity-place')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
