import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetOne, useNotify } from 'ra-core';
import { useParams } from 'react-router';
import type { KontorDataProvider } from '../../api/dataProvider';
import type { Message } from '../../api/models';
import { useCan } from '../../api/session';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useShowFailure } from '../../ui/toast';
import { useT } from '../../ui/useT';
import { Code, When } from '../../ui/values';
import { MessageState } from './state';

/** One message: to whom, how far it has come, and what it says. Secret links are left out. */
export default function MessagePage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data: message, error, isPending, refetch } = useGetOne<Message>('messages', { id });
  const back = { to: '/messages', label: t('messages-register') };
  if (isPending) return <PageSkeleton />;
  if (!message) {
    return (
      <Page title={t('messages-message')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page
      title={message.subject ?? message.template}
      aside={<MessageState state={message.state} />}
      back={back}
      actions={<Retry message={message} />}
    >
      {message.last_error && <Notice tone="warn">{message.last_error}</Notice>}
      <dl className="facts">
        <div>
          <dt>{t('messages-to')}</dt>
          <dd>
            {message.to.name}
            <div className="muted">{message.to.address}</div>
          </dd>
        </div>
        <div>
          <dt>{t('messages-template')}</dt>
          <dd>
            <Code>{message.template}</Code>
          </dd>
        </div>
        <div>
          <dt>{t('messages-queued')}</dt>
          <dd>
            <When at={message.queued_at} />
          </dd>
        </div>
        {message.sent_at && (
          <div>
            <dt>{t('messages-sent')}</dt>
            <dd>
              <When at={message.sent_at} />
            </dd>
          </div>
        )}
        {message.next_try_at && (
          <div>
            <dt>{t('messages-next-try')}</dt>
            <dd>
              <When at={message.next_try_at} />
            </dd>
          </div>
        )}
        <div>
          <dt>{t('messages-attempts')}</dt>
          <dd>{message.attempts}</dd>
        </div>
      </dl>
      {message.content && (
        <section className="section">
          <h2>{t('messages-text')}</h2>
          <pre className="letter">{message.content.text}</pre>
        </section>
      )}
    </Page>
  );
}

function Retry({ message }: { message: Message }) {
  const t = useT();
  const notify = useNotify();
  const showFailure = useShowFailure();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const may = useCan('messages.register.retry');
  if (!may || !['failed', 'given_up'].includes(message.state)) return null;
  const retry = async () => {
    try {
      await dataProvider.act('messages', { id: message.id, step: 'retry', data: {} });
      notify('messages-retried');
    } catch (error) {
      showFailure(error);
    } finally {
      await queryClient.invalidateQueries({ queryKey: ['messages'] });
    }
  };
  return (
    <button type="button" className="button primary" onClick={retry}>
      {t('messages-retry')}
    </button>
  );
}
