import { useQuery } from '@tanstack/react-query';
import { useGetOne, useLocaleState } from 'ra-core';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { api } from '../../../api/http';
import type { Company, CompanyTree } from '../../../api/models';
import { useCan } from '../../../api/session';
import { AttributeFacts } from '../../../ui/AttributeFacts';
import type { AttributeValues } from '../../../ui/attributeValues';
import { countryName } from '../../../ui/countries';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useT } from '../../../ui/useT';
import { Chip, Code, When } from '../../../ui/values';
import { CompanyGroups } from '../groups/CompanyGroups';
import { ActForDialog } from './ActForDialog';
import { ArchiveDialog } from './ArchiveDialog';
import { LookedAfter } from './LookedAfter';
import { TaxSection } from './TaxSection';

/** One company: who it is, where it stands in its tree, and who looks after it. */
export default function CompanyPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data: company, error, isPending, refetch } = useGetOne<Company>('companies', { id });
  const back = { to: '/companies', label: t('identity-companies') };
  if (isPending) return <PageSkeleton />;
  if (!company) {
    return (
      <Page title={t('identity-company')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={company.name}
      aside={
        company.archived ? (
          <Chip tone="neutral">{t('identity-company-archived')}</Chip>
        ) : (
          <Code>{company.code}</Code>
        )
      }
      back={back}
      actions={<Actions company={company} />}
    >
      {company.warnings.map((warning) => (
        <Notice key={warning.code} tone="warn">
          {warning.detail}
        </Notice>
      ))}
      <Facts company={company} />
      <CompanyGroups company={company} />
      <TaxSection company={company} />
      <LookedAfter company={company} />
      <Tree company={company} />
    </Page>
  );
}

function Actions({ company }: { company: Company }) {
  const t = useT();
  const mayAct = useCan('identity.companies.act_for');
  const maySeePrices = useCan('catalog.prices.read');
  const mayWrite = useCan('identity.companies.write');
  const [asking, setAsking] = useState<'act' | 'archive' | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      <Link className="button" to={`/orders?company_id=${company.id}`}>
        {t('identity-show-orders')}
      </Link>
      <Link className="button" to={`/people?company_id=${company.id}`}>
        {t('identity-show-people')}
      </Link>
      {maySeePrices && (
        <Link className="button" to={`/price-lists/of/company/${company.id}`}>
          {t('identity-show-price-lists')}
        </Link>
      )}
      <TrailLink of={{ company_id: company.id }} />
      {mayWrite && (
        <>
          <button type="button" className="button" onClick={() => setAsking('archive')}>
            {t(company.archived ? 'identity-company-restore' : 'identity-company-archive')}
          </button>
          <Link className="button" to={`/companies/${company.id}/edit`}>
            {t('identity-company-edit')}
          </Link>
        </>
      )}
      {mayAct && !company.archived && (
        <button type="button" className="button primary" onClick={() => setAsking('act')}>
          {t('identity-act-for')}
        </button>
      )}
      {asking === 'act' && <ActForDialog company={company} onClose={close} />}
      {asking === 'archive' && <ArchiveDialog company={company} onClose={close} />}
    </>
  );
}

function Facts({ company }: { company: Company }) {
  const t = useT();
  const [locale] = useLocaleState();
  const { street, postal_code, city } = company.address;
  const { account_manager: manager, price_list: list, territory } = company;
  const inherited = (from?: { name: string } | null) => (
    <div className="muted">{t('identity-inherited', { name: from?.name ?? '' })}</div>
  );
  return (
    <dl className="facts">
      <div>
        <dt>{t('identity-column-kind')}</dt>
        <dd>{t(`identity-kind-${company.kind}`)}</dd>
      </div>
      {company.vat_id && (
        <div>
          <dt>{t('identity-column-vat-id')}</dt>
          <dd>
            <Code>{company.vat_id}</Code>
          </dd>
        </div>
      )}
      <div>
        <dt>{t('identity-address')}</dt>
        <dd>
          {street && (
            <>
              {street}
              <br />
            </>
          )}
          {[[postal_code, city].filter(Boolean).join(' '), countryName(locale, company.country)]
            .filter(Boolean)
            .join(', ')}
        </dd>
      </div>
      {company.email && (
        <div>
          <dt>{t('identity-column-email')}</dt>
          <dd>{company.email}</dd>
        </div>
      )}
      {manager && (
        <div>
          <dt>{t('identity-account-manager')}</dt>
          <dd>
            {manager.name}
            {manager.is_inherited && inherited(manager.inherited_from)}
          </dd>
        </div>
      )}
      {list && (
        <div>
          <dt>{t('identity-column-price-list')}</dt>
          <dd>
            {list.code}
            {list.is_inherited && inherited(list.inherited_from)}
          </dd>
        </div>
      )}
      {territory && (
        <div>
          <dt>{t('identity-territory')}</dt>
          <dd>
            <Link className="link" to={`/territories?id=${territory.id}`}>
              {territory.territory.name}
            </Link>
          </dd>
        </div>
      )}
      <AttributeFacts thing="company" values={company.attributes as AttributeValues} />
      <div>
        <dt>{t('identity-since')}</dt>
        <dd>
          <When at={company.created_at} />
        </dd>
      </div>
    </dl>
  );
}

/** The family of a company, from its topmost one down. */
function Tree({ company }: { company: Company }) {
  const t = useT();
  const mayWrite = useCan('identity.companies.write');
  const { data, error, refetch } = useQuery({
    queryKey: ['companies', company.id, 'tree', company.updated_at],
    queryFn: ({ signal }) => api<CompanyTree>(`/admin/companies/${company.id}/tree`, { signal }),
  });
  const nodes = data?.items ?? [];
  const isOpen = !company.archived && company.kind !== 'consumer' && company.kind !== 'site';
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('identity-tree')}</h2>
        {mayWrite && isOpen && (
          <Link className="button small" to={`/companies/new?parent=${company.id}`}>
            {t('identity-company-add-below')}
          </Link>
        )}
      </div>
      {error ? <ErrorNotice error={error} onRetry={refetch} /> : null}
      {nodes.length <= 1 && data && <p className="muted">{t('identity-tree-alone')}</p>}
      {nodes.length > 1 && (
        <ul className="tree">
          {nodes.map((node) => (
            <li key={node.id} className={`tree-node depth-${Math.min(node.depth, 8)}`}>
              {node.id === company.id ? (
                <strong aria-current="true">{node.name}</strong>
              ) : (
                <Link className="link" to={`/companies/${node.id}`}>
                  {node.name}
                </Link>
              )}
              <span className="muted">
                {' '}
                <Code>{node.code}</Code> · {t(`identity-kind-${node.kind}`)}
                {node.archived && ` · ${t('identity-company-archived')}`}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
