import { Link } from 'react-router';
import type { Channel, LegalEntity } from '../../../api/models';
import { LANGUAGES } from '../../../app/i18n';
import { type Column, DataTable } from '../../../ui/DataTable';
import { EmptyState, Page } from '../../../ui/Page';
import { useListPage } from '../../../ui/useListPage';
import { useT } from '../../../ui/useT';
import { Code, Nothing } from '../../../ui/values';
import './channels.css';

const NO_FILTERS: string[] = [];
const SERVER_ORDER = { field: '', order: 'ASC' } as const;

/** Who sells, and where. */
export default function ChannelList() {
  const t = useT();
  const options = { filters: NO_FILTERS, sort: SERVER_ORDER, paged: false };
  const entities = useListPage<LegalEntity>({ resource: 'legal-entities', ...options });
  const channels = useListPage<Channel>({ resource: 'channels', ...options });
  return (
    <Page title={t('identity-channels')}>
      <section>
        <div className="section-head">
          <h2>{t('identity-channels')}</h2>
          <Link className="button primary" to="/channels/new">
            {t('identity-channel-add')}
          </Link>
        </div>
        <DataTable
          list={channels}
          columns={useChannelColumns(entities.rows)}
          caption={t('identity-channels')}
          chooser={false}
          rowHref={(channel) => `/channels/${channel.id}`}
          empty={
            <EmptyState title={t('identity-channels-none')} text={t('identity-channels-text')} />
          }
        />
        <p className="muted">{t('identity-channels-text')}</p>
      </section>
      <section className="section">
        <div className="section-head">
          <h2>{t('identity-scope-legal-entities')}</h2>
          <Link className="button" to="/channels/legal-entities/new">
            {t('identity-legal-entity-add')}
          </Link>
        </div>
        <DataTable
          list={entities}
          columns={useEntityColumns()}
          caption={t('identity-scope-legal-entities')}
          chooser={false}
          rowHref={(entity) => `/channels/legal-entities/${entity.id}`}
          empty={
            <EmptyState
              title={t('identity-legal-entities-none')}
              text={t('identity-legal-entities-text')}
            />
          }
        />
        <p className="muted">{t('identity-legal-entities-text')}</p>
      </section>
    </Page>
  );
}

function useChannelColumns(entities: LegalEntity[]): Column<Channel>[] {
  const t = useT();
  const sellerOf = (channel: Channel) =>
    entities.find(({ id }) => id === channel.legal_entity_id)?.name;
  const languageOf = (locale: string) =>
    LANGUAGES.find((language) => language.locale === locale)?.name ?? locale;
  return [
    {
      id: 'code',
      label: t('identity-column-code'),
      fixed: true,
      render: (channel) => (
        <>
          <span className="swatch" style={{ background: channel.accent }} aria-hidden="true" />
          <Link className="row-link" to={`/channels/${channel.id}`}>
            <Code>{channel.code}</Code>
          </Link>
          <span className="phone-line">{channel.hosts.join(', ')}</span>
        </>
      ),
    },
    {
      id: 'seller',
      label: t('identity-legal-entity'),
      from: 'tablet',
      grow: true,
      render: (channel) => sellerOf(channel) ?? <Nothing />,
    },
    {
      id: 'hosts',
      label: t('identity-hosts'),
      from: 'tablet',
      render: (channel) => channel.hosts.join(', ') || <Nothing />,
    },
    {
      id: 'currency',
      label: t('identity-currency'),
      render: (channel) => channel.currency,
    },
    {
      id: 'languages',
      label: t('identity-languages'),
      from: 'tablet',
      render: (channel) => channel.languages.map(languageOf).join(', '),
    },
    {
      id: 'guests',
      label: t('identity-guests-see-prices'),
      from: 'desktop',
      render: (channel) => t(channel.guests_see_prices ? 'ui-yes' : 'ui-no'),
    },
  ];
}

function useEntityColumns(): Column<LegalEntity>[] {
  const t = useT();
  return [
    {
      id: 'code',
      label: t('identity-column-code'),
      fixed: true,
      render: (entity) => (
        <>
          <Link className="row-link" to={`/channels/legal-entities/${entity.id}`}>
            <Code>{entity.code}</Code>
          </Link>
          <span className="phone-line">{entity.name}</span>
        </>
      ),
    },
    {
      id: 'name',
      label: t('identity-registered-name'),
      from: 'tablet',
      grow: true,
      render: (entity) => entity.name,
    },
    {
      id: 'vat_id',
      label: t('identity-column-vat-id'),
      from: 'tablet',
      render: (entity) => (entity.vat_id ? <Code>{entity.vat_id}</Code> : <Nothing />),
    },
    {
      id: 'country',
      label: t('identity-column-country'),
      from: 'tablet',
      render: (entity) => entity.country,
    },
    {
      id: 'currency',
      label: t('identity-books-currency'),
      render: (entity) => entity.currency,
    },
    {
      id: 'time_zone',
      label: t('identity-time-zone'),
      from: 'desktop',
      render: (entity) => entity.time_zone,
    },
  ];
}
