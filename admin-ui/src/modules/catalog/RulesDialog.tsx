import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/http';
import type { ProductRules } from '../../api/models';
import { Dialog } from '../../ui/Dialog';
import { ErrorNotice } from '../../ui/Notice';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';

const ASKS = [
  'name',
  'description',
  'price',
  'category',
  'attributes',
  'weight',
  'barcode',
  'picture',
] as const;
const ADDRESS = '/admin/product-rules';

/** What the tenant asks of its products, and whether somebody must approve them. */
export function RulesDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data, error } = useQuery({
    queryKey: ['product-rules'],
    queryFn: () => api<ProductRules>(ADDRESS),
  });
  return (
    <Dialog title={t('catalog-rules')} onClose={onClose}>
      {error ? <ErrorNotice error={error} /> : null}
      {data && <RulesForm rules={data} onClose={onClose} />}
    </Dialog>
  );
}

function RulesForm({ rules, onClose }: { rules: ProductRules; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [needsApproval, setNeedsApproval] = useState(rules.need_approval);
  const [asks, setAsks] = useState(rules.asks);
  const { busy, failure, save } = useSaving();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const body = { need_approval: needsApproval, asks };
    const saved = await save(async () => {
      await api(ADDRESS, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['product-rules'] });
      await queryClient.invalidateQueries({ queryKey: ['products'] });
    });
    if (!saved) return;
    notify('catalog-rules-saved');
    onClose();
  };
  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <label className="check">
        <input
          type="checkbox"
          checked={needsApproval}
          onChange={(event) => setNeedsApproval(event.target.checked)}
        />{' '}
        {t('catalog-need-approval')}
      </label>
      <fieldset>
        <legend>{t('catalog-rules-asks')}</legend>
        {ASKS.map((ask) => (
          <label key={ask} className="check">
            <input
              type="checkbox"
              checked={asks.includes(ask)}
              onChange={(event) =>
                setAsks(event.target.checked ? [...asks, ask] : asks.filter((one) => one !== ask))
              }
            />{' '}
            {t(`catalog.ask_${ask}`)}
          </label>
        ))}
      </fieldset>
      <div className="form-actions">
        <button type="submit" className="button primary" disabled={busy}>
          {t('catalog-parts-save')}
        </button>
        <button type="button" className="button" onClick={onClose} disabled={busy}>
          {t('ui-go-back')}
        </button>
      </div>
    </form>
  );
}
