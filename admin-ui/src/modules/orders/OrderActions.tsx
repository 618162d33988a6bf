import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { useId, useState } from 'react';
import type { KontorDataProvider } from '../../api/dataProvider';
import type { Order } from '../../api/models';
import { ConfirmDialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { useFormat } from '../../ui/format';
import { useT } from '../../ui/useT';

type Step = 'confirm' | 'hold' | 'resume' | 'cancel';

/** What the server lets this user do with the order now. */
export function OrderActions({ order }: { order: Order }) {
  const t = useT();
  const [asking, setAsking] = useState<Step | null>(null);
  const close = () => setAsking(null);
  return (
    <>
      {order.actions.includes('cancel') && (
        <button type="button" className="button" onClick={() => setAsking('cancel')}>
          {t('orders-cancel')}
        </button>
      )}
      {order.actions.includes('hold') && (
        <button type="button" className="button" onClick={() => setAsking('hold')}>
          {t('orders-hold')}
        </button>
      )}
      {order.actions.includes('resume') && (
        <button type="button" className="button primary" onClick={() => setAsking('resume')}>
          {t('orders-resume')}
        </button>
      )}
      {order.actions.includes('confirm') && (
        <button type="button" className="button primary" onClick={() => setAsking('confirm')}>
          {t('orders-confirm')}
        </button>
      )}
      {asking === 'confirm' && <ConfirmOrder order={order} onClose={close} />}
      {asking === 'resume' && <ResumeOrder order={order} onClose={close} />}
      {asking === 'hold' && <StopOrder order={order} step="hold" onClose={close} />}
      {asking === 'cancel' && <StopOrder order={order} step="cancel" onClose={close} />}
    </>
  );
}

function useStep(order: Order, step: Step) {
  const dataProvider = useDataProvider<KontorDataProvider>();
  const queryClient = useQueryClient();
  const notify = useNotify();
  return async (data: Record<string, string>) => {
    try {
      await dataProvider.act('orders', { id: order.id, step, data });
      notify(`orders-done-${step}`, { messageArgs: { number: order.number } });
    } finally {
      // After a refusal too: somebody else may have decided already.
      await queryClient.invalidateQueries({ queryKey: ['orders'] });
    }
  };
}

function ConfirmOrder({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const format = useFormat();
  const id = useId();
  const [note, setNote] = useState('');
  const run = useStep(order, 'confirm');
  return (
    <ConfirmDialog
      title={t('orders-confirm-title', { number: order.number })}
      confirmLabel={t('orders-confirm')}
      onClose={onClose}
      onConfirm={() => run(note.trim() ? { note: note.trim() } : {})}
    >
      <p>
        {t('orders-confirm-text', {
          company: order.company.name,
          count: order.line_count,
          amount: `${format.amount(order.gross_total, order.currency)} ${order.currency}`,
        })}
      </p>
      <Field id={id} label={t('orders-confirm-note')} help={t('orders-confirm-note-help')}>
        <textarea value={note} onChange={(event) => setNote(event.target.value)} rows={2} />
      </Field>
    </ConfirmDialog>
  );
}

function ResumeOrder({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const [note, setNote] = useState('');
  const run = useStep(order, 'resume');
  return (
    <ConfirmDialog
      title={t('orders-resume-title', { number: order.number })}
      confirmLabel={t('orders-resume')}
      onClose={onClose}
      onConfirm={() => run(note.trim() ? { note: note.trim() } : {})}
    >
      <Field id={id} label={t('orders-confirm-note')} help={t('orders-confirm-note-help')}>
        <textarea value={note} onChange={(event) => setNote(event.target.value)} rows={2} />
      </Field>
    </ConfirmDialog>
  );
}

interface StopProps {
  order: Order;
  step: 'hold' | 'cancel';
  onClose: () => void;
}

/** An order is stopped, for a while or for good: either takes a reason. */
function StopOrder({ order, step, onClose }: StopProps) {
  const t = useT();
  const id = useId();
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState(false);
  const run = useStep(order, step);
  const submit = async () => {
    if (reason.trim()) return run({ reason: reason.trim() });
    setWrong(true);
    document.getElementById(id)?.focus();
    return Promise.reject(new MissingReason());
  };
  return (
    <ConfirmDialog
      title={t(`orders-${step}-title`, { number: order.number })}
      confirmLabel={t(`orders-${step}`)}
      danger={step === 'cancel'}
      onClose={onClose}
      onConfirm={submit}
      silent={(error) => error instanceof MissingReason}
    >
      <p>{t(`orders-${step}-text`, { company: order.company.name, count: order.line_count })}</p>
      <Field
        id={id}
        label={t('orders-cancel-reason')}
        help={t('orders-cancel-reason-help')}
        error={wrong && !reason.trim() && t('orders-cancel-reason-missing')}
      >
        <textarea value={reason} onChange={(event) => setReason(event.target.value)} rows={2} />
      </Field>
    </ConfirmDialog>
  );
}

/** The field already says what is missing. */
class MissingReason extends Error {}
