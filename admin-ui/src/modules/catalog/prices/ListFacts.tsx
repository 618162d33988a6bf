import type { ReactNode } from 'react';
import { useFormat } from '../../../ui/format';
import { useT } from '../../../ui/useT';
import { Code } from '../../../ui/values';
import { EndingPreview } from './EndingEditor';
import type { PriceList } from './wire';
import { Validity } from './words';

/** What a list is, and by which rules it makes prices that it does not hold itself. */
export function ListFacts({ list }: { list: PriceList }) {
  const t = useT();
  const facts: [string, ReactNode][] = [
    [t('catalog-column-purpose'), t(`catalog.purpose_${list.purpose}`)],
    [t('catalog-column-currency'), list.currency],
    [t('catalog-column-tax-mode'), t(`catalog.tax-mode_${list.tax_mode}`)],
    [t('catalog-column-validity'), <Validity key="validity" list={list} />],
    [t('catalog-base-list'), list.base_list && <Code key="base">{list.base_list}</Code>],
    [t('catalog-price-list-note'), list.note],
  ];
  return (
    <>
      <dl className="facts">
        {facts.map(
          ([label, value]) =>
            value && (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      {list.rules.length > 0 && <Rules list={list} />}
    </>
  );
}

function Rules({ list }: { list: PriceList }) {
  const t = useT();
  const format = useFormat();
  const { ending } = list;
  return (
    <section className="section">
      <h2>{t('catalog-rules-of-list')}</h2>
      <ol className="rule-list">
        {list.rules.map(({ when, price }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is known by its place
          <li key={index} className="rule rule-shown">
            <span className="muted">{index + 1}</span>
            {when ? (
              <code>{when}</code>
            ) : (
              <span className="muted">{t('catalog-rule-when-all')}</span>
            )}
            <span aria-hidden="true">→</span>
            <code>{price}</code>
          </li>
        ))}
      </ol>
      {ending && (
        <>
          <p className="muted spaced">
            {t('catalog-ending-told', {
              number: format.number(ending.step),
              amount: format.number(ending.plus),
            })}{' '}
            {t(`catalog.ending-toward_${ending.toward}`)}
          </p>
          <EndingPreview ending={ending} currency={list.currency} />
        </>
      )}
    </section>
  );
}
