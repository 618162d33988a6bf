import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'ra-core';
import { api } from '../../../api/http';
import type { TaxRules as Rules } from '../../../api/models';
import { useCan } from '../../../api/session';
import { ErrorNotice } from '../../../ui/Notice';
import { useShowFailure } from '../../../ui/toast';
import { useT } from '../../../ui/useT';

const PATH = '/admin/tax-rules';

/** By which rules private persons abroad are taxed. */
export function TaxRules() {
  const t = useT();
  const notify = useNotify();
  const showFailure = useShowFailure();
  const queryClient = useQueryClient();
  const mayWrite = useCan('catalog.taxes.write');
  const { data, error, refetch } = useQuery({
    queryKey: ['tax-rules'],
    queryFn: ({ signal }) => api<Rules>(PATH, { signal }),
  });
  const set = async (oss: boolean) => {
    try {
      await api(PATH, { method: 'PUT', body: { oss } });
      await queryClient.invalidateQueries({ queryKey: ['tax-rules'] });
      notify('catalog-tax-rules-saved');
    } catch (failure) {
      showFailure(failure);
    }
  };
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('catalog-tax-rules')}</h2>
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {data && (
        <>
          <label className="check">
            <input
              type="checkbox"
              disabled={!mayWrite}
              checked={data.oss}
              onChange={(event) => set(event.target.checked)}
            />
            {t('catalog-tax-oss')}
          </label>
          <p className="field-help">{t('catalog-tax-oss-help')}</p>
        </>
      )}
    </section>
  );
}
