import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { api } from '../../../api/http';
import type { Company, TaxExemption, TaxExemptions } from '../../../api/models';
import { useCan } from '../../../api/session';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { TableBox } from '../../../ui/TableBox';
import { useShowFailure } from '../../../ui/toast';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { Chip, Code, Day, Nothing } from '../../../ui/values';
import { useToday } from '../territories/Placements';

/** What decides on a company's taxes: whether its VAT id is valid, and its certificates. */
export function TaxSection({ company }: { company: Company }) {
  const t = useT();
  const mayRead = useCan('catalog.exemptions.read');
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-company-tax')}</h2>
      </div>
      {company.vat_id && <VatId company={company} vatId={company.vat_id} />}
      {mayRead && <Exemptions company={company} />}
    </section>
  );
}

function VatId({ company, vatId }: { company: Company; vatId: string }) {
  const t = useT();
  const notify = useNotify();
  const showFailure = useShowFailure();
  const queryClient = useQueryClient();
  const mayConfirm = useCan('identity.vat_ids.confirm');
  const check = company.vat_id_check;
  const say = async (valid: boolean) => {
    try {
      const body = { vat_id: vatId, valid };
      await api(`/admin/companies/${company.id}/vat-id-check`, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['companies'] });
      notify(valid ? 'identity-vat-id-confirmed' : 'identity-vat-id-unconfirmed');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <p>
      <Code>{vatId}</Code>{' '}
      {check ? (
        <>
          <Chip tone="good">{t('identity-vat-id-valid')}</Chip>{' '}
          <span className="muted">
            {check.by}, <Day on={check.on} />
          </span>
        </>
      ) : (
        <Chip tone="neutral">{t('identity-vat-id-unchecked')}</Chip>
      )}{' '}
      {mayConfirm && (
        <button type="button" className="button small" onClick={() => say(!check)}>
          {t(check ? 'identity-vat-id-take-back' : 'identity-vat-id-confirm')}
        </button>
      )}
    </p>
  );
}

function Exemptions({ company }: { company: Company }) {
  const t = useT();
  const mayWrite = useCan('catalog.exemptions.write');
  const [adding, setAdding] = useState(false);
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-exemptions', company.id],
    queryFn: ({ signal }) =>
      api<TaxExemptions>(`/admin/companies/${company.id}/tax-exemptions`, { signal }),
  });
  return (
    <>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && data.items.length === 0 && (
        <p className="muted">{t('identity-tax-exemptions-none')}</p>
      )}
      {data && data.items.length > 0 && (
        <ExemptionTable exemptions={data.items} mayWrite={mayWrite} />
      )}
      {mayWrite && (
        <p>
          <button type="button" className="button small" onClick={() => setAdding(true)}>
            {t('identity-tax-exemption-add')}
          </button>
        </p>
      )}
      {adding && <ExemptionDialog company={company} onClose={() => setAdding(false)} />}
    </>
  );
}

function ExemptionTable(props: { exemptions: TaxExemption[]; mayWrite: boolean }) {
  const t = useT();
  return (
    <TableBox label={t('identity-tax-exemptions')}>
      <table className="table">
        <caption className="visually-hidden">{t('identity-tax-exemptions')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('identity-tax-certificate')}</th>
            <th scope="col" className="grow from-tablet">
              {t('identity-tax-reason')}
            </th>
            <th scope="col" className="from-tablet">
              {t('identity-tax-classes')}
            </th>
            <th scope="col">{t('identity-placed-from')}</th>
            <th scope="col">{t('identity-placed-until')}</th>
            <th scope="col" className="end">
              <span className="visually-hidden">{t('identity-actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {props.exemptions.map((exemption) => (
            <tr key={exemption.id}>
              <td>
                <Code>{exemption.certificate}</Code>
              </td>
              <td className="grow from-tablet">{exemption.reason}</td>
              <td className="from-tablet">
                {exemption.classes?.join(', ') ?? t('identity-tax-classes-all')}
              </td>
              <td>
                <Day on={exemption.from} />
              </td>
              <td>{exemption.until ? <Day on={exemption.until} /> : <Nothing />}</td>
              <td className="end">
                <State exemption={exemption} mayWrite={props.mayWrite} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}

function State({ exemption, mayWrite }: { exemption: TaxExemption; mayWrite: boolean }) {
  const t = useT();
  const notify = useNotify();
  const today = useToday();
  const showFailure = useShowFailure();
  const queryClient = useQueryClient();
  const change = async (body: object) => {
    try {
      await api(`/admin/tax-exemptions/${exemption.id}`, { method: 'PATCH', body });
      await queryClient.invalidateQueries({ queryKey: ['tax-exemptions'] });
      notify('identity-tax-exemption-changed');
    } catch (error) {
      showFailure(error);
    }
  };
  if (!mayWrite) {
    return exemption.archived ? (
      <Chip tone="neutral">{t('identity-company-archived')}</Chip>
    ) : (
      <Nothing />
    );
  }
  const mayEnd = !exemption.archived && exemption.from <= today && !exemption.until;
  return (
    <span className="row-actions">
      {mayEnd && (
        <button type="button" className="button small" onClick={() => change({ until: today })}>
          {t('identity-tax-exemption-end')}
        </button>
      )}
      <button
        type="button"
        className="button small"
        onClick={() => change({ archived: !exemption.archived })}
      >
        {t(exemption.archived ? 'identity-group-restore' : 'identity-group-archive')}
      </button>
    </span>
  );
}

function ExemptionDialog({ company, onClose }: { company: Company; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const today = useToday();
  const [certificate, setCertificate] = useState('');
  const [reason, setReason] = useState('');
  const [classes, setClasses] = useState('');
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState('');
  const { busy, failure, errors, save } = useSaving();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const named = classes
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean);
    const body = {
      certificate,
      reason,
      classes: named.length > 0 ? named : null,
      from,
      until: until || null,
    };
    const done = await save(async () => {
      const path = `/admin/companies/${company.id}/tax-exemptions`;
      await api(path, { method: 'POST', body, creates: true });
      await queryClient.invalidateQueries({ queryKey: ['tax-exemptions'] });
    });
    if (!done) return;
    notify('identity-tax-exemption-added');
    onClose();
  };
  return (
    <Dialog title={t('identity-tax-exemption-add')} onClose={onClose} dismissable={!busy}>
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field
          id={`${id}-certificate`}
          label={t('identity-tax-certificate')}
          error={errors.certificate}
        >
          <input
            type="text"
            className="input code"
            value={certificate}
            onChange={(event) => setCertificate(event.target.value)}
          />
        </Field>
        <Field
          id={`${id}-reason`}
          label={t('identity-tax-reason')}
          help={t('identity-tax-reason-help')}
          error={errors.reason}
        >
          <input type="text" value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
        <Field
          id={`${id}-classes`}
          label={t('identity-tax-classes')}
          help={t('identity-tax-classes-help')}
          error={errors.classes}
        >
          <input
            type="text"
            className="input code"
            value={classes}
            onChange={(event) => setClasses(event.target.value)}
          />
        </Field>
        <div className="form-row">
          <Field id={`${id}-from`} label={t('identity-placed-from')} error={errors.from}>
            <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
          </Field>
          <Field id={`${id}-until`} label={t('identity-placed-until')} error={errors.until}>
            <input type="date" value={until} onChange={(event) => setUntil(event.target.value)} />
          </Field>
        </div>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('identity-tax-exemption-add')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
