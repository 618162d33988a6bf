import { useTranslate } from 'ra-core';
import type { AuditEntry } from '../../api/models';
import { useRecordName } from '../../ui/RecordTag';
import { useT } from '../../ui/useT';

/** What was done, in words; "role changed" for `identity.role_changed` where nobody has written better ones. */
export function useAction() {
  const translate = useTranslate();
  return ({ action }: AuditEntry): string => {
    const plain = action.split('.').at(-1)?.replaceAll('_', ' ') ?? action;
    return translate(`audit-action-${action.replaceAll('.', '-')}`, { _: plain });
  };
}

/** Who acted, and for which customer where it was for somebody else. */
export function Actor({ entry }: { entry: AuditEntry }) {
  const t = useT();
  const company = useRecordName('companies', entry.on_behalf_of);
  const { kind, name } = entry.actor;
  const who = name ?? t(`audit-actor-${kind}`);
  return entry.on_behalf_of ? t('audit-on-behalf', { name: who, company }) : who;
}
