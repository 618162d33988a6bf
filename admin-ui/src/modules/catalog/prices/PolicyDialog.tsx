import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { useState } from 'react';
import { api } from '../../../api/http';
import { useCan } from '../../../api/session';
import { Dialog } from '../../../ui/Dialog';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { FormDialog, TextField, useShown, useTyped } from './fields';
import type { Policy, Strategy } from './wire';

const ADDRESS = '/admin/pricing-policy';
const STRATEGIES: Strategy[] = ['first_match', 'lowest'];

/** Which of several prices wins, and the margin that must remain. */
export function PolicyDialog({ onClose }: { onClose: () => void }) {
  const t = useT();
  const { data, error, refetch } = useQuery({
    queryKey: ['pricing-policy'],
    queryFn: ({ signal }) => api<Policy>(ADDRESS, { signal }),
    // A window opened again begins from what holds now, not from what held last.
    gcTime: 0,
  });
  if (data) return <PolicyForm policy={data} onClose={onClose} />;
  return (
    <Dialog title={t('catalog-pricing-policy')} onClose={onClose}>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
    </Dialog>
  );
}

function PolicyForm({ policy, onClose }: { policy: Policy; onClose: () => void }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const mayWrite = useCan('catalog.prices.write');
  const typed = useTyped();
  const shown = useShown();
  const [strategy, setStrategy] = useState(policy.strategy);
  const [floor, setFloor] = useState(shown(policy.margin_floor));
  const { busy, failure, errors, save } = useSaving((path) => path === 'margin_floor');
  const submit = async () => {
    const body = { strategy, margin_floor: floor.trim() ? typed(floor) : null };
    const saved = await save(async () => {
      await api(ADDRESS, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['price-explanations'] });
    });
    if (!saved) return;
    notify('catalog-pricing-policy-saved');
    onClose();
  };
  return (
    <FormDialog
      title={t('catalog-pricing-policy')}
      submit={t('catalog-parts-save')}
      busy={busy || !mayWrite}
      failure={failure}
      onSubmit={submit}
      onClose={onClose}
    >
      <fieldset className="bare stack" disabled={!mayWrite}>
        <legend className="form-section">{t('catalog-strategy')}</legend>
        {STRATEGIES.map((each) => (
          <div key={each}>
            <label className="check">
              <input
                type="radio"
                name="strategy"
                checked={strategy === each}
                onChange={() => setStrategy(each)}
              />{' '}
              {t(`catalog.strategy_${each}`)}
            </label>
            <p className="field-help">{t(`catalog.strategy-help_${each}`)}</p>
          </div>
        ))}
      </fieldset>
      <TextField
        decimal
        label={t('catalog-margin-floor')}
        help={t('catalog-margin-floor-help')}
        value={floor}
        error={errors.margin_floor}
        readOnly={!mayWrite}
        onChange={setFloor}
      />
    </FormDialog>
  );
}
