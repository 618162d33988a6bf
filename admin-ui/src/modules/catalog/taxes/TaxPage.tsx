import { Page } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useT } from '../../../ui/useT';
import { TaxClassTable } from './TaxClassTable';
import { TaxRateTable } from './TaxRateTable';
import { TaxRules } from './TaxRules';

/** What the tenant says about taxes: rates by country and day, classes, and the rules for selling abroad. */
export default function TaxPage() {
  const t = useT();
  return (
    <Page title={t('catalog-taxes')} actions={<TrailLink of={{ subject: 'tax_rates' }} />}>
      <TaxRateTable />
      <TaxClassTable />
      <TaxRules />
    </Page>
  );
}
