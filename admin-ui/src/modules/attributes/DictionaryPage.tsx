import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetOne, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import type { Dictionary } from '../../api/models';
import { useCan } from '../../api/session';
import { Field } from '../../ui/Field';
import { LanguageFields, withoutEmpty } from '../../ui/LanguageFields';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useShowFailure } from '../../ui/toast';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { EntriesEditor } from './EntriesEditor';
import { draftsOf, entriesToSend } from './entries';
import { MAY_WRITE_SCHEMAS } from './things';

const PESSIMISTIC = { mutationMode: 'pessimistic', returnPromise: true } as const;

/** One dictionary with its entries, or a new one. */
export default function DictionaryPage() {
  const t = useT();
  const { id } = useParams();
  const { data, error, isPending, refetch } = useGetOne<Dictionary>(
    'dictionaries',
    { id: id ?? '' },
    { enabled: Boolean(id) },
  );
  const back = { to: '/dictionaries', label: t('attributes-dictionaries') };
  if (!id) {
    return (
      <Page title={t('attributes-new-dictionary')} back={back}>
        <DictionaryForm />
      </Page>
    );
  }
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <Page title={t('attributes-dictionary')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page title={data.title} back={back} actions={<ArchiveDictionary dictionary={data} />}>
      {data.archived && <Notice tone="info">{t('attributes-dictionary-archived')}</Notice>}
      {data.used_by.length > 0 && (
        <p className="muted">
          {t('attributes-used-by', { name: data.used_by.map(({ label }) => label).join(', ') })}
        </p>
      )}
      <DictionaryForm key={data.version} known={data} />
    </Page>
  );
}

function ArchiveDictionary({ dictionary }: { dictionary: Dictionary }) {
  const t = useT();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const showFailure = useShowFailure();
  const [update] = useUpdate<Dictionary>();
  if (!useCan(MAY_WRITE_SCHEMAS)) return null;
  const toggle = async () => {
    const data = { archived: !dictionary.archived };
    const params = { id: dictionary.id, data, previousData: dictionary };
    try {
      await update('dictionaries', params, PESSIMISTIC);
      await queryClient.invalidateQueries({ queryKey: ['dictionaries'] });
      notify(
        dictionary.archived ? 'attributes-dictionary-restored' : 'attributes-dictionary-put-away',
      );
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <button type="button" className="button" onClick={toggle}>
      {t(dictionary.archived ? 'attributes-restore-dictionary' : 'attributes-archive-dictionary')}
    </button>
  );
}

function DictionaryForm({ known }: { known?: Dictionary }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [create] = useCreate();
  const [update] = useUpdate();
  const mayWrite = useCan(MAY_WRITE_SCHEMAS);
  const [code, setCode] = useState(known?.code ?? '');
  const [name, setName] = useState(known?.name ?? {});
  const [entries, setEntries] = useState(() => draftsOf(known?.entries ?? []));
  const { busy, failure, errors, save } = useSaving((path) => path !== 'entries');

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const change = { name: withoutEmpty(name), entries: entriesToSend(entries) };
    const saved = await save(async () => {
      if (known) {
        const data = { ...change, version: known.version };
        await update('dictionaries', { id: known.id, data, previousData: known }, PESSIMISTIC);
      } else {
        const data = { code: code.trim(), ...change };
        await create('dictionaries', { data }, { returnPromise: true });
      }
      // Attributes show the names of entries.
      await queryClient.invalidateQueries({ queryKey: ['dictionaries'] });
      await queryClient.invalidateQueries({ queryKey: ['attributes'] });
    });
    if (!saved) return;
    notify(known ? 'attributes-dictionary-saved' : 'attributes-dictionary-added');
    navigate('/dictionaries');
  };

  return (
    <form className="stack" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <div className="form">
        <LanguageFields
          id={id}
          name="name"
          label={(language) => t('attributes-field-label', { name: language })}
          texts={name}
          errors={errors}
          onChange={setName}
        />
        <Field
          id={`${id}-code`}
          label={t('attributes-column-code')}
          help={known ? undefined : t('attributes-lasting')}
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
      </div>
      <EntriesEditor entries={entries} errors={errors} onChange={setEntries} />
      <div className="form-actions">
        {mayWrite && (
          <button type="submit" className="button primary" disabled={busy}>
            {t(known ? 'attributes-save-dictionary' : 'attributes-add-dictionary')}
          </button>
        )}
        <Link className="button" to="/dictionaries">
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}
