import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useGetList, useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Company, CustomerGroup, GroupsOfCompany } from '../../../api/models';
import { useCan } from '../../../api/session';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { Chip } from '../../../ui/values';

const SHOWN = 20;

type Group = Pick<CustomerGroup, 'id' | 'code' | 'name'>;

/** The groups a company is in, by itself or by one above it. */
export function CompanyGroups({ company }: { company: Company }) {
  const t = useT();
  const mayWrite = useCan('identity.customer_groups.write');
  const [open, setOpen] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['customer-groups', 'company', company.id, company.updated_at],
    queryFn: ({ signal }) =>
      api<GroupsOfCompany>(`/admin/companies/${company.id}/groups`, { signal }),
  });
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-customer-groups')}</h2>
        {mayWrite && data && (
          <button type="button" className="button small" onClick={() => setOpen(true)}>
            {t('identity-groups-change')}
          </button>
        )}
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && data.items.length === 0 && <p className="muted">{t('identity-groups-of-none')}</p>}
      {data && data.items.length > 0 && (
        <p>
          {data.items.map((group) => (
            <Chip key={group.id} tone="neutral">
              {group.name}
            </Chip>
          ))}{' '}
          {data.is_inherited && (
            <span className="muted">
              {t('identity-inherited', { name: data.inherited_from?.name ?? '' })}
            </span>
          )}
        </p>
      )}
      {open && data && (
        <GroupsDialog
          company={company}
          known={data.is_inherited ? [] : data.items}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  );
}

function GroupsDialog(props: { company: Company; known: Group[]; onClose: () => void }) {
  const { company, known, onClose } = props;
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [groups, setGroups] = useState<Group[]>(known);
  const { busy, failure, errors, save } = useSaving();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { group_ids: groups.map((group) => group.id) };
    const done = await save(async () => {
      await api(`/admin/companies/${company.id}/groups`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['customer-groups'] });
    });
    if (!done) return;
    notify('identity-groups-saved');
    onClose();
  };
  return (
    <Dialog
      title={t('identity-groups-of', { name: company.name })}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <p className="muted">{t('identity-groups-of-text')}</p>
        {groups.length > 0 && (
          <ul className="notice-list">
            {groups.map((group) => (
              <li key={group.id}>
                {group.name}{' '}
                <button
                  type="button"
                  className="button small"
                  aria-label={t('identity-group-remove', { name: group.name })}
                  onClick={() => setGroups(groups.filter((each) => each.id !== group.id))}
                >
                  ×
                </button>
              </li>
            ))}
          </ul>
        )}
        <GroupPicker
          error={errors.group_ids}
          taken={groups}
          onPick={(group) => setGroups([...groups, group])}
        />
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('identity-group-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

/** Finds a group by words of its name or the beginning of its code. */
function GroupPicker(props: { error?: string; taken: Group[]; onPick: (group: Group) => void }) {
  const t = useT();
  const id = useId();
  const [words, setWords] = useState('');
  const { data = [] } = useGetList<CustomerGroup>('customer-groups', {
    filter: { q: words.trim(), archived: 'false' },
    pagination: { page: 1, perPage: SHOWN },
  });
  const label = (group: Group) => `${group.name} (${group.code})`;
  const free = data.filter((group) => !props.taken.some((each) => each.id === group.id));
  const type = (typed: string) => {
    const found = free.find((group) => label(group) === typed);
    setWords(found ? '' : typed);
    if (found) props.onPick(found);
  };
  return (
    <>
      <Field
        id={id}
        label={t('identity-group-pick')}
        help={t('identity-group-pick-help')}
        error={props.error}
      >
        <input
          type="text"
          list={`${id}-list`}
          autoComplete="off"
          value={words}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
      <datalist id={`${id}-list`}>
        {free.map((group) => (
          <option key={group.id} value={label(group)} />
        ))}
      </datalist>
    </>
  );
}
