import { useGetOne, useLocaleState, useNotify, useUpdate } from 'ra-core';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import type { Product } from '../../api/models';
import { useCan } from '../../api/session';
import { AttributeSection } from '../../ui/AttributeSection';
import type { AttributeValues } from '../../ui/attributeValues';
import { ErrorNotice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { TrailLink } from '../../ui/TrailLink';
import { useT } from '../../ui/useT';
import { Chip, Code, Quantity, When } from '../../ui/values';
import { SeesLink } from './assortments/viewers';
import { MediaSection } from './media/MediaSection';
import { ProductParts } from './ProductParts';
import { PublicationSection } from './PublicationSection';
import { WhyLink } from './prices/words';

/** One product: what it is, and its custom attributes. */
export default function ProductPage() {
  const t = useT();
  const { id = '' } = useParams();
  const notify = useNotify();
  const mayWrite = useCan('catalog.products.write');
  const maySeePrices = useCan('catalog.prices.read');
  const [update] = useUpdate();
  const { data: product, error, isPending, refetch } = useGetOne<Product>('products', { id });
  const back = { to: '/products', label: t('catalog-products') };
  if (isPending) return <PageSkeleton />;
  if (!product) {
    return (
      <Page title={t('catalog-product')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  const save = async (attributes: AttributeValues) => {
    const data = { attributes, version: product.version };
    const params = { id, data, previousData: product };
    await update('products', params, { mutationMode: 'pessimistic', returnPromise: true });
    notify('catalog-product-saved');
  };
  return (
    <Page
      title={product.name}
      aside={
        product.archived ? (
          <Chip tone="neutral">{t('catalog-archived')}</Chip>
        ) : (
          <Code>{product.sku}</Code>
        )
      }
      back={back}
      actions={
        <>
          <a className="button" href={`/products/${encodeURIComponent(product.sku)}`}>
            {t('catalog-product-shop')}
          </a>
          <SeesLink sku={product.sku} />
          {maySeePrices && <WhyLink sku={product.sku} />}
          <TrailLink of={{ subject: 'product', subject_id: String(product.id) }} />
        </>
      }
    >
      <Facts product={product} />
      <PublicationSection product={String(product.id)} />
      <MediaSection product={String(product.id)} mayEdit={mayWrite && !product.archived} />
      <AttributeSection
        thing="product"
        values={(product.attributes ?? {}) as AttributeValues}
        mayEdit={mayWrite && !product.archived}
        onSave={save}
      />
      <ProductParts product={String(product.id)} mayEdit={mayWrite && !product.archived} />
    </Page>
  );
}

function Facts({ product }: { product: Product }) {
  const t = useT();
  const [locale] = useLocaleState();
  const languages = new Intl.DisplayNames([locale], { type: 'language' });
  const facts: [string, ReactNode][] = [
    [t('catalog-column-sku'), <Code key="sku">{product.sku}</Code>],
    [t('catalog-column-kind'), t(`catalog.kind_${product.kind}`, { _: product.kind })],
    [t('catalog-column-category'), product.category_code],
    [t('catalog-column-unit'), product.unit],
    [t('catalog-column-tax-class'), product.tax_class],
    [
      t('catalog-column-weight'),
      product.weight_g ? <Quantity key="weight" value={String(product.weight_g)} unit="g" /> : null,
    ],
    ...Object.entries(product.names ?? {}).map(([tag, name]): [string, ReactNode] => [
      languages.of(tag) ?? tag,
      String(name),
    ]),
    [t('catalog-product-changed'), <When key="changed" at={product.updated_at} />],
  ];
  return (
    <>
      {product.description && <p className="reading">{product.description}</p>}
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
    </>
  );
}
