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
