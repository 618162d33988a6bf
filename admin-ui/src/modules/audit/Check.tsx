import { useId, useState } from 'react';
import { api } from '../../api/http';
import type { AuditReport } from '../../api/models';
import { ConfirmDialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { Code } from '../../ui/values';

/** Asks whether the chain is as it was written, and whether a head that was kept elsewhere still belongs to it. */
export function CheckDialog(props: {
  onReport: (report: AuditReport) => void;
  onClose: () => void;
}) {
  const t = useT();
  const id = useId();
  const [position, setPosition] = useState('');
  const [hash, setHash] = useState('');
  const isHalf = Boolean(position.trim()) !== Boolean(hash.trim());
  const check = async () => {
    const query = { position: position.trim(), hash: hash.trim() };
    props.onReport(await api<AuditReport>('/admin/audit/check', { method: 'POST', query }));
  };
  return (
    <ConfirmDialog
      title={t('audit-check')}
      confirmLabel={t('audit-check')}
      disabled={isHalf}
      onConfirm={check}
      onClose={props.onClose}
    >
      <p>{t('audit-check-text')}</p>
      <fieldset className="bare stack">
        <legend className="form-section">{t('audit-check-known')}</legend>
        <p className="field-help">{t('audit-check-known-help')}</p>
        <Field id={`${id}-position`} label={t('audit-position')}>
          <input
            type="text"
            inputMode="numeric"
            value={position}
            onChange={(event) => setPosition(event.target.value)}
          />
        </Field>
        <Field id={`${id}-hash`} label={t('audit-hash')}>
          <input
            type="text"
            className="input code"
            spellCheck={false}
            autoComplete="off"
            value={hash}
            onChange={(event) => setHash(event.target.value)}
          />
        </Field>
      </fieldset>
    </ConfirmDialog>
  );
}

/** What the check has found, and the head to keep. */
export function Report({ report }: { report: AuditReport }) {
  const t = useT();
  const { breaks, entries: count, sealed, head } = report;
  if (breaks.length > 0) {
    return (
      <Notice tone="bad">
        {t('audit-check-bad', { count: breaks.length })}
        <ul className="notice-list">
          {breaks.map(({ kind, position, entry_id }) => {
            const what = t(`audit-break-${kind}`);
            return (
              <li key={`${kind}${position}${entry_id}`}>
                {position ? t('audit-break-at', { position, what }) : what}
              </li>
            );
          })}
        </ul>
      </Notice>
    );
  }
  return (
    <Notice tone="good">
      <p>{t('audit-check-good', { count, sealed })}</p>
      {head && (
        <>
          <p>{t('audit-check-head')}</p>
          <p className="break">
            {head.position} <Code>{head.hash}</Code>
          </p>
        </>
      )}
    </Notice>
  );
}
