import { useT } from '../../ui/useT';
import { PartsSection } from './PartsSection';

/** What a product is packed in, and the codes that others know it by. */
export function ProductParts({ product, mayEdit }: { product: string; mayEdit: boolean }) {
  const t = useT();
  const kinds = ['barcode', 'manufacturer', 'supplier'].map((value) => ({
    value,
    label: t(`catalog.code_${value}`),
  }));
  return (
    <>
      <PartsSection
        product={product}
        path="packagings"
        field="packagings"
        title={t('catalog-packagings')}
        none={t('catalog-packagings-none')}
        mayEdit={mayEdit}
        blank={{ unit: 'box', factor: '', orderable: true, usual: false }}
        columns={[
          { name: 'unit', label: t('catalog-column-unit'), shown: 'title' },
          { name: 'factor', label: t('catalog-packaging-holds') },
          { name: 'weight_g', label: t('catalog-packaging-weight'), kind: 'number' },
          { name: 'length_mm', label: t('catalog-packaging-length'), kind: 'number' },
          { name: 'width_mm', label: t('catalog-packaging-width'), kind: 'number' },
          { name: 'height_mm', label: t('catalog-packaging-height'), kind: 'number' },
          { name: 'barcode', label: t('catalog-code_barcode') },
          { name: 'orderable', label: t('catalog-packaging-orderable'), kind: 'flag' },
          { name: 'usual', label: t('catalog-packaging-usual'), kind: 'flag' },
        ]}
      />
      <Relations product={product} mayEdit={mayEdit} />
      <PartsSection
        product={product}
        path="codes"
        field="codes"
        title={t('catalog-codes')}
        none={t('catalog-codes-none')}
        mayEdit={mayEdit}
        blank={{ kind: 'barcode', owner: '', code: '' }}
        columns={[
          { name: 'kind', label: t('catalog-column-kind'), kind: 'choice', choices: kinds },
          { name: 'owner', label: t('catalog-code-owner') },
          { name: 'code', label: t('catalog-column-code') },
        ]}
      />
      <PartsSection
        product={product}
        path="customer-codes"
        field="codes"
        title={t('catalog-customer-codes')}
        none={t('catalog-customer-codes-none')}
        mayEdit={mayEdit}
        blank={{ company_code: '', code: '' }}
        columns={[
          { name: 'company_code', label: t('catalog-code-customer') },
          { name: 'code', label: t('catalog-column-code') },
        ]}
      />
    </>
  );
}

/** What the product is to others, and others to it. */
function Relations({ product, mayEdit }: { product: string; mayEdit: boolean }) {
  const t = useT();
  const kinds = ['accessory', 'replacement', 'spare_part', 'cross_sell'].map((value) => ({
    value,
    label: t(`catalog.relation_${value}`),
  }));
  const sku = { name: 'sku', label: t('catalog-column-sku') };
  const name = { name: 'name', label: t('catalog-column-name'), kind: 'shown' as const };
  return (
    <>
      <PartsSection
        product={product}
        path="axes"
        field="axes"
        title={t('catalog-axes')}
        none={t('catalog-axes-none')}
        mayEdit={mayEdit}
        blank={{ attribute: '' }}
        columns={[{ name: 'attribute', label: t('catalog-axis-attribute') }]}
      />
      <PartsSection
        product={product}
        path="variants"
        field="variants"
        title={t('catalog-variants')}
        none={t('catalog-variants-none')}
        mayEdit={mayEdit}
        blank={{ sku: '' }}
        columns={[sku, name, { name: 'values', label: t('catalog-variant-values'), kind: 'shown' }]}
      />
      <PartsSection
        product={product}
        path="kit-parts"
        field="parts"
        title={t('catalog-kit-parts')}
        none={t('catalog-kit-parts-none')}
        mayEdit={mayEdit}
        blank={{ sku: '', quantity: '1', optional: false }}
        columns={[
          sku,
          name,
          { name: 'quantity', label: t('catalog-kit-quantity') },
          { name: 'optional', label: t('catalog-kit-optional'), kind: 'flag' },
        ]}
      />
      <PartsSection
        product={product}
        path="relations"
        field="relations"
        title={t('catalog-relations')}
        none={t('catalog-relations-none')}
        mayEdit={mayEdit}
        blank={{ kind: 'accessory', sku: '' }}
        columns={[
          { name: 'kind', label: t('catalog-column-kind'), kind: 'choice', choices: kinds },
          sku,
          name,
        ]}
      />
    </>
  );
}
