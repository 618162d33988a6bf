import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetList, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import type { Category } from '../../api/models';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { LanguageFields, withoutEmpty } from '../../ui/LanguageFields';
import { ErrorNotice } from '../../ui/Notice';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';

/** Makes a category, or changes what it is called. */
export function CategoryDialog({ known, onClose }: { known?: Category; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [name, setName] = useState(known?.name ?? '');
  const [names, setNames] = useState(known?.names ?? {});
  const [code, setCode] = useState(known?.code ?? '');
  const [tree, setTree] = useState(known?.tree ?? 'shop');
  const [parent, setParent] = useState(known?.parent_code ?? '');
  const [position, setPosition] = useState(String(known?.position ?? 0));
  const { data: categories = [] } = useGetList<Category>('categories', { pagination: undefined });
  const parents = categories.filter(
    (one) => !one.archived && one.tree === tree && one.id !== known?.id,
  );
  const { busy, failure, errors, save } = useSaving();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const change = {
      name: name.trim(),
      names: withoutEmpty(names),
      parent_code: parent || null,
      position: Number(position) || 0,
    };
    const saved = await save(async () => {
      if (known) {
        const params = { id: known.id, data: change, previousData: known };
        await update('categories', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        const data = {
          ...(code.trim() ? { code: code.trim() } : {}),
          tree: tree.trim(),
          ...change,
        };
        await create('categories', { data }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['categories'] });
    });
    if (!saved) return;
    notify(known ? 'catalog-category-saved' : 'catalog-category-added');
    onClose();
  };

  return (
    <Dialog
      title={known ? known.name : t('catalog-category-new')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field
          id={`${id}-name`}
          label={t('catalog-category-name')}
          help={t('catalog-category-name-help')}
          error={errors.name}
        >
          <input type="text" value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <LanguageFields
          id={id}
          name="names"
          label={(language) => t('catalog-category-name-in', { name: language })}
          texts={names}
          errors={errors}
          onChange={setNames}
        />
        <Field
          id={`${id}-code`}
          label={t('catalog-column-code')}
          help={known ? undefined : t('catalog-category-code-help')}
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
        <Field
          id={`${id}-tree`}
          label={t('catalog-category-tree')}
          help={known ? undefined : t('catalog-category-tree-help')}
          error={errors.tree}
        >
          <input
            type="text"
            className="input code"
            readOnly={Boolean(known)}
            value={tree}
            onChange={(event) => setTree(event.target.value)}
          />
        </Field>
        <Field
          id={`${id}-parent`}
          label={t('catalog-category-parent')}
          help={t('catalog-category-parent-help')}
          error={errors.parent_code}
        >
          <select value={parent} onChange={(event) => setParent(event.target.value)}>
            <option value="">{t('catalog-category-root')}</option>
            {parents.map((one) => (
              <option key={one.id} value={one.code}>
                {`${'\u2003'.repeat(one.level)}${one.name}`}
              </option>
            ))}
          </select>
        </Field>
        <Field id={`${id}-position`} label={t('catalog-category-position')} error={errors.position}>
          <input
            type="text"
            inputMode="numeric"
            value={position}
            onChange={(event) => setPosition(event.target.value)}
          />
        </Field>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t(known ? 'catalog-category-save' : 'catalog-category-add')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
