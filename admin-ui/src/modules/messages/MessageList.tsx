import { Link } from 'react-router';
import type { Message } from '../../api/models';
import { type Column, DataTable } from '../../ui/DataTable';
import { SearchBox, Segments } from '../../ui/filters';
import { useFormat } from '../../ui/format';
import { EmptyState, Page } from '../../ui/Page';
import { useListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { Code, When } from '../../ui/values';
import { MESSAGE_STATES, MessageState } from './state';

/** The send register: every message, and what became of it. */
export default function MessageList() {
  const t = useT();
  const format = useFormat();
  const list = useListPage<Message>({
    resource: 'messages',
    filters: ['q', 'state', 'template'],
    sort: { field: '', order: 'ASC' },
  });
  const states = MESSAGE_STATES.map((state) => ({
    value: state,
    label: t(`messages-state-${state.replace('_', '-')}`),
  }));
  return (
    <Page
      title={t('messages-register')}
      aside={list.total !== undefined && format.number(list.total)}
    >
      <DataTable
        list={list}
        columns={useColumns()}
        caption={t('messages-register')}
        rowHref={(message) => `/messages/${message.id}`}
        filters={
          <>
            <SearchBox
              label={t('messages-search')}
              value={list.filters.q ?? ''}
              onChange={(value) => list.setFilter('q', value)}
            />
            <Segments
              label={t('messages-state')}
              value={list.filters.state ?? ''}
              choices={[{ value: '', label: t('messages-state-all') }, ...states]}
              onChange={(value) => list.setFilter('state', value)}
            />
          </>
        }
        empty={<EmptyState title={t('messages-none')} text={t('messages-none-text')} />}
      />
    </Page>
  );
}

function useColumns(): Column<Message>[] {
  const t = useT();
  return [
    {
      id: 'to',
      label: t('messages-to'),
      fixed: true,
      render: (message) => (
        <>
          <Link className="row-link" to={`/messages/${message.id}`}>
            {message.to.address}
          </Link>
          <span className="phone-line">{message.subject}</span>
        </>
      ),
    },
    {
      id: 'subject',
      label: t('messages-subject'),
      grow: true,
      from: 'tablet',
      render: (message) => message.subject ?? <Code>{message.template}</Code>,
    },
    {
      id: 'state',
      label: t('messages-state'),
      render: (message) => <MessageState state={message.state} />,
    },
    {
      id: 'queued',
      label: t('messages-queued'),
      from: 'desktop',
      render: (message) => <When at={message.queued_at} />,
    },
  ];
}
