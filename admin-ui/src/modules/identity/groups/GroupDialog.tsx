import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import type { CustomerGroup } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';

/** Forms a group of customers, or renames one. */
export function GroupDialog({ known, onClose }: { known?: CustomerGroup; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [code, setCode] = useState(known?.code ?? '');
  const [name, setName] = useState(known?.name ?? '');
  const { busy, failure, errors, save } = useSaving();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await save(async () => {
      if (known) {
        const params = { id: known.id, data: { name: name.trim() }, previousData: known };
        await update('customer-groups', params, {
          mutationMode: 'pessimistic',
          returnPromise: true,
        });
      } else {
        const data = { code: code.trim(), name: name.trim() };
        await create('customer-groups', { data }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['customer-groups'] });
    });
    if (!done) return;
    notify(known ? 'identity-group-saved' : 'identity-group-added');
    onClose();
  };

  return (
    <Dialog
      title={known ? known.name : t('identity-group-new')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-name`} label={t('identity-column-name')} error={errors.name}>
          <input type="text" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field
          id={`${id}-code`}
          label={t('identity-column-code')}
          help={known ? undefined : t('identity-group-code-help')}
          error={errors.code}
        >
          <input
            type="text"
            className="input code"
            readOnly={Boolean(known)}
            autoCapitalize="none"
            spellCheck={false}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t(known ? 'identity-group-save' : 'identity-group-add')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
