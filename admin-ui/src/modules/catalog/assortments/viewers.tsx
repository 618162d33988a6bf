// Those to whom assortments are given, as they are told: by name, with a way to their own page.
import { useGetList } from 'ra-core';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Channel } from '../../../api/models';
import { useRecordName } from '../../../ui/RecordTag';
import { useT } from '../../../ui/useT';
import type { ViewerKind } from './wire';

export const LISTS = [
  ['channel', 'channel_ids'],
  ['company', 'company_ids'],
  ['group', 'group_ids'],
  ['territory', 'territory_ids'],
] as const;

const RESOURCES = {
  company: 'companies',
  group: 'customer-groups',
  territory: 'territories',
} as const;

const PAGES: Record<Exclude<ViewerKind, 'guests'>, (id: string) => string> = {
  channel: (id) => `/channels/${id}`,
  company: (id) => `/companies/${id}`,
  group: () => '/customer-groups',
  territory: (id) => `/territories?id=${id}`,
};

export function ViewerName({ kind, id }: { kind: Exclude<ViewerKind, 'guests'>; id: string }) {
  return kind === 'channel' ? <ChannelName id={id} /> : <RecordName kind={kind} id={id} />;
}

function ChannelName({ id }: { id: string }) {
  const { data = [] } = useGetList<Channel>('channels', { pagination: undefined });
  return data.find((channel) => channel.id === id)?.code ?? id;
}

function RecordName({ kind, id }: { kind: keyof typeof RESOURCES; id: string }): ReactNode {
  return useRecordName(RESOURCES[kind], id);
}

export function ViewerLink({ kind, id }: { kind: Exclude<ViewerKind, 'guests'>; id: string }) {
  return (
    <Link className="link" to={PAGES[kind](id)}>
      <ViewerName kind={kind} id={id} />
    </Link>
  );
}

/** The way to the page that says who sees what, with what is known of the question. */
export function SeesLink({ sku, company }: { sku?: string; company?: string }) {
  const t = useT();
  const query = new URLSearchParams({
    ...(sku && { sku }),
    ...(company && { company_id: company }),
  });
  return (
    <Link className="button" to={`/assortments/check?${query}`}>
      {t('catalog-sees')}
    </Link>
  );
}
