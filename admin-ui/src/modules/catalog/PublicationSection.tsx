import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/http';
import type { Publication } from '../../api/models';
import { useCan } from '../../api/session';
import { ErrorNotice } from '../../ui/Notice';
import { TableBox } from '../../ui/TableBox';
import { useShowFailure } from '../../ui/toast';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';

const TONES = { draft: 'neutral', approved: 'info', published: 'good' } as const;

/** How far a product has come on its way into the shop. */
export function ProductState({ state }: { state: keyof typeof TONES }) {
  const t = useT();
  return <Chip tone={TONES[state]}>{t(`catalog.state_${state}`)}</Chip>;
}

/** The way of a product into the shop: the next steps, channels, and what is missing in which language. */
export function PublicationSection({ product }: { product: string }) {
  const t = useT();
  const mayApprove = useCan('catalog.products.approve');
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [busy, setBusy] = useState(false);
  const address = `/admin/products/${product}/publication`;
  const { data, error, refetch } = useQuery({
    queryKey: ['products', product, 'publication'],
    queryFn: () => api<Publication>(address),
  });
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!data) return null;
  const take = async (step: string) => {
    setBusy(true);
    try {
      await api(address, { method: 'POST', body: { step, version: data.version } });
      await queryClient.invalidateQueries({ queryKey: ['products'] });
    } catch (failure) {
      showFailure(failure);
    } finally {
      setBusy(false);
    }
  };
  const own = data.channels.filter((channel) => channel.own);
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('catalog-publication')}</h2>
        {mayApprove &&
          data.steps.map((step) => (
            <button
              key={step}
              type="button"
              className="button small"
              disabled={busy}
              onClick={() => take(step)}
            >
              {t(`catalog.step_${step}`)}
            </button>
          ))}
      </div>
      <p>
        <ProductState state={data.state} />
      </p>
      {own.map((channel) => (
        <p key={channel.channel_code}>
          {channel.channel_code} <ProductState state={channel.state} />
        </p>
      ))}
      <TableBox label={t('catalog-completeness')}>
        <table className="table">
          <caption className="visually-hidden">{t('catalog-completeness')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('catalog-channel')}</th>
              <th scope="col">{t('catalog-language')}</th>
              <th scope="col" className="end">
                {t('catalog-completeness')}
              </th>
              <th scope="col">{t('catalog-missing')}</th>
            </tr>
          </thead>
          <tbody>
            {data.completeness.map((one) => (
              <tr key={`${one.channel_code} ${one.language}`}>
                <td>{one.channel_code}</td>
                <td>{one.language}</td>
                <td className="end">{`${one.percent} %`}</td>
                <td>{one.missing.map((name) => missingName(t, name)).join(' · ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </TableBox>
    </section>
  );
}

/** An attribute is called by its code, everything else by its name. */
function missingName(t: ReturnType<typeof useT>, name: string): string {
  return name.startsWith('attributes.') ? name.slice(11) : t(`catalog.ask_${name}`, { _: name });
}
