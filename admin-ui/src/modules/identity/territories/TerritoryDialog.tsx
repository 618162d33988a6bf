import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import type { Territory } from '../../../api/models';
import { Dialog } from '../../../ui/Dialog';
import { Field } from '../../../ui/Field';
import { ErrorNotice } from '../../../ui/Notice';
import { useSaving } from '../../../ui/useSaving';
import { useT } from '../../../ui/useT';
import { isWithin, pathOf } from './paths';

/** Draws a territory, or changes its name and place in the tree. */
export function TerritoryDialog(props: {
  known?: Territory;
  territories?: Territory[];
  onClose: () => void;
}) {
  const { known, territories = [], onClose } = props;
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [code, setCode] = useState(known?.code ?? '');
  const [name, setName] = useState(known?.name ?? '');
  const [parent, setParent] = useState(known?.parent_id ?? '');
  const { busy, failure, errors, save } = useSaving();

  const offered = territories.filter((each) => !known || !isWithin(each, known));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const done = await save(async () => {
      if (known) {
        const params = {
          id: known.id,
          data: { name: name.trim(), parent_id: parent || null },
          previousData: known,
        };
        await update('territories', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        const place = parent ? { parent_id: parent } : {};
        const data = { code: code.trim(), name: name.trim(), ...place };
        await create('territories', { data }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['territories'] });
    });
    if (!done) return;
    notify('identity-territory-saved');
    onClose();
  };

  return (
    <Dialog
      title={t(known ? 'identity-territory-edit' : 'identity-territory-add')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-name`} label={t('identity-column-name')} error={errors.name}>
          <input type="text" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field id={`${id}-code`} label={t('identity-column-code')} error={errors.code}>
          <input
            type="text"
            className="input code"
            readOnly={Boolean(known)}
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
        </Field>
        <Field
          id={`${id}-parent`}
          label={t('identity-territory-parent')}
          help={known && t('identity-territory-move-help')}
          error={errors.parent_id}
        >
          <select
            className="select"
            value={parent}
            onChange={(event) => setParent(event.target.value)}
          >
            <option value="">{t('identity-territory-top')}</option>
            {offered.map((each) => (
              <option key={each.id} value={each.id}>
                {pathOf(each)}
              </option>
            ))}
          </select>
        </Field>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('identity-territory-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
