import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetList, useGetOne, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { Address, Company, PriceList } from '../../../api/models';
import { AttributeFields } from '../../../ui/AttributeFields';
import { type AttributeValues, attributeChange } from '../../../ui/attributeValues';
import { CountrySelect } from '../../../ui/CountrySelect';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { CompanyPicker } from '../people/CompanyPicker';
import { StaffSelect } from '../people/StaffSelect';

const KINDS = ['company', 'division', 'site', 'consumer'] as const;

interface Draft {
  code: string;
  name: string;
  kind: Company['kind'];
  parentId: string;
  parentName: string;
  vatId: string;
  email: string;
  country: string;
  address: Address;
  priceList: string;
  managerId: string;
  externalId: string;
  attributes: AttributeValues;
}

/** Makes a company, or changes one. */
export default function CompanyForm() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const parent = params.get('parent') ?? '';
  const known = useGetOne<Company>('companies', { id: id ?? '' }, { enabled: Boolean(id) });
  const above = useGetOne<Company>('companies', { id: parent }, { enabled: parent !== '' });
  if (known.isLoading || above.isLoading) return <PageSkeleton />;
  return <Shown known={id ? known.data : undefined} parent={above.data} failure={known.error} />;
}

function Shown(props: { known?: Company; parent?: Company; failure: unknown }) {
  const { known, parent, failure } = props;
  const t = useT();
  const back = known
    ? { to: `/companies/${known.id}`, label: known.name }
    : { to: '/companies', label: t('identity-companies') };
  return (
    <Page
      title={t(known ? 'identity-company-edit' : 'identity-company-add')}
      aside={known?.name}
      back={back}
      narrow
    >
      {failure ? <ErrorNotice error={failure} /> : <Form known={known} parent={parent} />}
    </Page>
  );
}

function draftOf(known?: Company, parent?: Company): Draft {
  const above = known?.path.at(-1);
  const none = { name: '', street: '', postal_code: '', city: '', country: '' };
  return {
    code: known?.code ?? '',
    name: known?.name ?? '',
    kind: known?.kind ?? (parent ? 'site' : 'company'),
    parentId: known?.parent_id ?? String(parent?.id ?? ''),
    parentName: above ? `${above.name} (${above.code})` : parent ? parent.name : '',
    vatId: known?.vat_id ?? '',
    email: known?.email ?? '',
    country: known?.country ?? parent?.country ?? '',
    address: known?.address ?? none,
    priceList: known?.price_list_code ?? '',
    managerId:
      known?.account_manager && !known.account_manager.is_inherited
        ? known.account_manager.membership_id
        : '',
    externalId: known?.external_id ?? '',
    attributes: (known?.attributes ?? {}) as AttributeValues,
  };
}

/** What is sent: empty fields take away what stood there. */
function requestOf(draft: Draft, before: Draft, isNew: boolean) {
  const text = (value: string) => value.trim() || null;
  const country = draft.country.trim().toUpperCase();
  const body = {
    name: draft.name.trim(),
    kind: draft.kind,
    parent_id: draft.parentId || null,
    vat_id: text(draft.vatId),
    email: text(draft.email),
    country,
    address: { ...draft.address, name: draft.address.name || draft.name.trim(), country },
    account_manager_id: draft.managerId || null,
    external_id: text(draft.externalId),
    attributes: attributeChange(before.attributes, draft.attributes),
    ...(draft.priceList !== before.priceList || isNew
      ? { price_list_code: draft.priceList || null }
      : {}),
  };
  return isNew ? { ...body, code: draft.code.trim() } : body;
}

function Form({ known, parent }: { known?: Company; parent?: Company }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [start] = useState(() => draftOf(known, parent));
  const [draft, setDraft] = useState(start);
  const { busy, failure, errors, save } = useSaving();
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const data = requestOf(draft, start, !known);
    let id = known?.id;
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known };
        await update('companies', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        const made = await create('companies', { data }, { returnPromise: true });
        id = made.id;
      }
      await queryClient.invalidateQueries({ queryKey: ['companies'] });
    });
    if (!done) return;
    notify('identity-company-saved');
    navigate(`/companies/${id}`);
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <Names draft={draft} errors={errors} isNew={!known} onChange={change} />
      <Place draft={draft} errors={errors} onChange={change} />
      <Terms draft={draft} errors={errors} onChange={change} />
      <AttributeFields
        thing="company"
        values={draft.attributes}
        errors={errors}
        onChange={(attributes) => change({ attributes })}
      />
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('identity-company-save')}
        </button>
        <Link className="button" to={known ? `/companies/${known.id}` : '/companies'}>
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}

interface Part {
  draft: Draft;
  errors: Record<string, string>;
  onChange: (part: Partial<Draft>) => void;
}

function TextField(props: {
  label: string;
  value: string;
  error?: string;
  help?: string;
  readOnly?: boolean;
  onChange: (value: string) => void;
}) {
  const { label, value, error, help, readOnly, onChange } = props;
  const id = useId();
  return (
    <Field id={id} label={label} error={error} help={help}>
      <input
        type="text"
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}

function Names({ draft, errors, isNew, onChange }: Part & { isNew: boolean }) {
  const t = useT();
  const id = useId();
  return (
    <>
      <TextField
        label={t('identity-column-name')}
        value={draft.name}
        error={errors.name}
        onChange={(name) => onChange({ name })}
      />
      <div className="form-row">
        <TextField
          label={t('identity-column-code')}
          value={draft.code}
          error={errors.code}
          readOnly={!isNew}
          onChange={(code) => onChange({ code })}
        />
        <Field id={`${id}-kind`} label={t('identity-column-kind')} error={errors.kind}>
          <select
            className="select"
            value={draft.kind}
            onChange={(event) => onChange({ kind: event.target.value as Draft['kind'] })}
          >
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(`identity-kind-${kind}`)}
              </option>
            ))}
          </select>
        </Field>
      </div>
      <CompanyPicker
        id={`${id}-parent`}
        label={t('identity-parent')}
        help={t('identity-parent-help')}
        error={errors.parent_id}
        chosen={draft.parentId}
        chosenName={draft.parentName}
        onChange={(parentId, parentName) => onChange({ parentId, parentName })}
      />
    </>
  );
}

function Place({ draft, errors, onChange }: Part) {
  const t = useT();
  const address = (part: Partial<Address>) => onChange({ address: { ...draft.address, ...part } });
  return (
    <>
      <TextField
        label={t('identity-street')}
        value={draft.address.street}
        error={errors['address.street'] ?? errors.address}
        onChange={(street) => address({ street })}
      />
      <div className="form-row">
        <TextField
          label={t('identity-postal-code')}
          value={draft.address.postal_code}
          error={errors['address.postal_code']}
          onChange={(postal_code) => address({ postal_code })}
        />
        <TextField
          label={t('identity-column-city')}
          value={draft.address.city}
          error={errors['address.city']}
          onChange={(city) => address({ city })}
        />
        <CountrySelect
          label={t('identity-column-country')}
          value={draft.country}
          error={errors.country ?? errors['address.country']}
          onChange={(country) => onChange({ country })}
        />
      </div>
      <div className="form-row">
        <TextField
          label={t('identity-column-vat-id')}
          value={draft.vatId}
          error={errors.vat_id}
          onChange={(vatId) => onChange({ vatId })}
        />
        <TextField
          label={t('identity-column-email')}
          value={draft.email}
          error={errors.email}
          onChange={(email) => onChange({ email })}
        />
      </div>
    </>
  );
}

function Terms({ draft, errors, onChange }: Part) {
  const t = useT();
  const id = useId();
  const { data: lists = [] } = useGetList<PriceList>('price-lists', { pagination: undefined });
  return (
    <>
      <div className="form-row">
        <Field
          id={`${id}-list`}
          label={t('identity-column-price-list')}
          error={errors.price_list_code}
        >
          <select
            className="select"
            value={draft.priceList}
            onChange={(event) => onChange({ priceList: event.target.value })}
          >
            <option value="">{t('identity-inherit')}</option>
            {lists.map((list) => (
              <option key={list.id} value={list.code}>
                {list.name}
              </option>
            ))}
          </select>
        </Field>
        <StaffSelect
          id={`${id}-manager`}
          label={t('identity-account-manager')}
          none={t('identity-inherit')}
          error={errors.account_manager_id}
          chosen={draft.managerId}
          onChange={(managerId) => onChange({ managerId })}
        />
      </div>
      <TextField
        label={t('identity-external-id')}
        value={draft.externalId}
        error={errors.external_id}
        onChange={(externalId) => onChange({ externalId })}
      />
    </>
  );
}
