import { useQueryClient } from '@tanstack/react-query';
import { Form, required, useCreate, useLocaleState, useNotify } from 'ra-core';
import { SelectInput, TextInput } from 'ra-ui-materialui';
import { useState } from 'react';
import { useFormContext, useWatch } from 'react-hook-form';
import { Link, useNavigate } from 'react-router';
import type { FreightMinimum } from '../../api/models';
import { fieldErrors, problemOf } from '../../api/problem';
import { useSession } from '../../api/session';
import { decimalMarkOf, parseTyped } from '../../ui/decimal';
import { ErrorNotice } from '../../ui/Notice';
import { Page } from '../../ui/Page';
import { useT } from '../../ui/useT';

interface Draft {
  company_code?: string;
  sku?: string;
  measure: FreightMinimum['measure'];
  threshold: string;
  severity: FreightMinimum['severity'];
}

const START: Partial<Draft> = { measure: 'net_value', severity: 'block' };

export default function MinimumCreate() {
  const t = useT();
  return (
    <Page
      title={t('freight-add-title')}
      back={{ to: '/freight/minimums', label: t('freight-minimums') }}
      narrow
    >
      <MinimumForm />
    </Page>
  );
}

function MinimumForm() {
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const { channel } = useSession();
  const [locale] = useLocaleState();
  const [create, { isPending }] = useCreate();
  const [failure, setFailure] = useState<unknown>(null);

  const save = async (values: Record<string, unknown>) => {
    setFailure(null);
    const data = toRequest(values as unknown as Draft, channel.currency, locale);
    try {
      await create('freight-minimums', { data }, { returnPromise: true });
      await queryClient.invalidateQueries({ queryKey: ['freight-minimums'] });
      notify('freight-added');
      navigate('/freight/minimums');
      return undefined;
    } catch (error) {
      const fields = fieldErrors(problemOf(error));
      const [wrong] = Object.keys(fields);
      if (!wrong) setFailure(error);
      document.getElementsByName(wrong ?? '')[0]?.focus();
      return fields;
    }
  };

  return (
    <Form defaultValues={START} onSubmit={save} disableInvalidFormNotification>
      <div className="form">
        {failure !== null && <ErrorNotice error={failure} />}
        <Fields />
        <Buttons busy={isPending} />
      </div>
    </Form>
  );
}

function Fields() {
  const t = useT();
  const { channel } = useSession();
  const [locale] = useLocaleState();
  const measure = useWatch<Draft>({ name: 'measure' });
  const units = { net_value: channel.currency, weight_kg: 'kg', quantity: '' };
  const unit = units[measure as keyof typeof units];
  const isNumber = (typed: unknown) =>
    parseTyped(String(typed ?? ''), decimalMarkOf(locale))
      ? undefined
      : t('freight-threshold-wrong');
  return (
    <>
      <TextInput
        source="company_code"
        label={t('freight-field-company')}
        helperText={t('freight-field-company-help')}
      />
      <TextInput
        source="sku"
        label={t('freight-field-product')}
        helperText={t('freight-field-product-help')}
      />
      <SelectInput
        source="measure"
        label={t('freight-field-measure')}
        choices={choices(t, 'measure', ['net_value', 'weight_kg', 'quantity'])}
        translateChoice={false}
        validate={required()}
        helperText={false}
      />
      <TextInput
        source="threshold"
        label={t('freight-field-threshold')}
        helperText={t('freight-field-threshold-help')}
        validate={[required(), isNumber]}
        slotProps={{
          htmlInput: { inputMode: 'decimal' },
          input: { endAdornment: unit && <span className="unit">{unit}</span> },
        }}
      />
      <SelectInput
        source="severity"
        label={t('freight-field-severity')}
        choices={choices(t, 'severity', ['block', 'warn'])}
        translateChoice={false}
        validate={required()}
        helperText={t('freight-field-severity-help')}
      />
    </>
  );
}

function choices(t: ReturnType<typeof useT>, group: string, values: string[]) {
  return values.map((value) => ({ id: value, name: t(`freight.${group}_${value}`) }));
}

function Buttons({ busy }: { busy: boolean }) {
  const t = useT();
  const { formState } = useFormContext();
  return (
    <div className="form-actions">
      <button type="submit" className="button primary" disabled={busy || formState.isSubmitting}>
        {t('freight-add')}
      </button>
      <Link className="button" to="/freight/minimums">
        {t('ui-go-back')}
      </Link>
    </div>
  );
}

/** A value has the channel's currency; weights and counts have none. Empty means "every". */
function toRequest(draft: Draft, currency: string, locale: string) {
  const { company_code, sku, measure, severity } = draft;
  const threshold = parseTyped(draft.threshold, decimalMarkOf(locale)) ?? draft.threshold;
  return {
    ...(company_code?.trim() ? { company_code: company_code.trim() } : {}),
    ...(sku?.trim() ? { sku: sku.trim() } : {}),
    ...(measure === 'net_value' ? { currency } : {}),
    measure,
    threshold,
    severity,
  };
}
