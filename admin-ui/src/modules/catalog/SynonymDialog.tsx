import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useLocaleState, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import type { Synonym } from '../../api/models';
import { LANGUAGES } from '../../app/i18n';
import { Dialog } from '../../ui/Dialog';
import { Field } from '../../ui/Field';
import { ErrorNotice } from '../../ui/Notice';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';

/** Makes an entry of words that mean the same, or sets one. */
export function SynonymDialog({ known, onClose }: { known?: Synonym; onClose: () => void }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const [reader] = useLocaleState();
  const [create] = useCreate();
  const [update] = useUpdate();
  const [language, setLanguage] = useState<string>(known?.language ?? reader);
  const [phrase, setPhrase] = useState(known?.phrase ?? '');
  const [means, setMeans] = useState(known?.means.join('\n') ?? '');
  const [bothWays, setBothWays] = useState(known?.both_ways ?? true);
  const { busy, failure, errors, save } = useSaving();

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const lines = means.split('\n').map((line) => line.trim());
    const data = {
      language,
      phrase: phrase.trim(),
      means: lines.filter((line) => line !== ''),
      both_ways: bothWays,
    };
    const saved = await save(async () => {
      if (known) {
        const params = { id: known.id, data, previousData: known, meta: { replace: true } };
        await update('synonyms', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        await create('synonyms', { data }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['synonyms'] });
    });
    if (!saved) return;
    notify(known ? 'catalog-synonym-saved' : 'catalog-synonym-added');
    onClose();
  };
  // What is wrong with one of the lines stands beside all of them.
  const wrongLine = Object.keys(errors).find((name) => name.startsWith('means'));

  return (
    <Dialog
      title={known ? known.phrase : t('catalog-synonym-new')}
      onClose={onClose}
      dismissable={!busy}
    >
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <Field id={`${id}-language`} label={t('catalog-synonym-language')} error={errors.language}>
          <select value={language} onChange={(event) => setLanguage(event.target.value)}>
            {LANGUAGES.map(({ locale, name }) => (
              <option key={locale} value={locale}>
                {name}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id={`${id}-phrase`}
          label={t('catalog-synonym-phrase')}
          help={t('catalog-synonym-phrase-help')}
          error={errors.phrase}
        >
          <input
            type="text"
            lang={language}
            value={phrase}
            onChange={(event) => setPhrase(event.target.value)}
          />
        </Field>
        <Field
          id={`${id}-means`}
          label={t('catalog-synonym-means')}
          help={t('catalog-synonym-means-help')}
          error={wrongLine && errors[wrongLine]}
        >
          <textarea
            rows={4}
            lang={language}
            value={means}
            onChange={(event) => setMeans(event.target.value)}
          />
        </Field>
        <Field id={`${id}-direction`} label={t('catalog-synonym-direction')}>
          <select
            value={bothWays ? 'both' : 'one'}
            onChange={(event) => setBothWays(event.target.value === 'both')}
          >
            <option value="both">{t('catalog-synonym-both-ways')}</option>
            <option value="one">{t('catalog-synonym-one-way')}</option>
          </select>
        </Field>
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t(known ? 'catalog-synonym-save' : 'catalog-synonym-add')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
