import { useQueryClient } from '@tanstack/react-query';
import { useCreate, useGetOne, useLocaleState, useNotify, useUpdate } from 'ra-core';
import { type FormEvent, useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import type { AttributeDefinition } from '../../api/models';
import { useCan } from '../../api/session';
import { decimalMarkOf } from '../../ui/decimal';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { Page, PageSkeleton } from '../../ui/Page';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { ArchiveAttribute } from './ArchiveAttribute';
import { AttributeFormFields } from './AttributeForm';
import { changeOf, creationOf, type Draft, draftOf, newDraft } from './draft';
import { MAY_WRITE_SCHEMAS, thingOf } from './things';

/** One attribute: what it is asked for with, or a new one. */
export default function AttributePage() {
  const { id } = useParams();
  return id ? <KnownAttribute id={id} /> : <NewAttribute />;
}

function NewAttribute() {
  const t = useT();
  const [params] = useSearchParams();
  const thing = thingOf(params.get('thing'));
  return (
    <Page title={t('attributes-new-title')} back={useBack(thing)} narrow>
      <AttributeForm start={newDraft(thing)} />
    </Page>
  );
}

function KnownAttribute({ id }: { id: string }) {
  const t = useT();
  const { data, error, isPending, refetch } = useGetOne<AttributeDefinition>('attributes', { id });
  const back = useBack(thingOf(data?.thing));
  if (isPending) return <PageSkeleton />;
  if (!data) {
    return (
      <Page title={t('attributes-attribute')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  return (
    <Page title={data.label} back={back} actions={<ArchiveAttribute attribute={data} />} narrow>
      {data.archived && <Notice tone="info">{t('attributes-archived-text')}</Notice>}
      <AttributeForm key={data.version} start={draftOf(data)} known={data} />
    </Page>
  );
}

function useBack(thing: string) {
  const t = useT();
  return { to: `/attributes?thing=${thing}`, label: t('attributes-attributes') };
}

function AttributeForm({ start, known }: { start: Draft; known?: AttributeDefinition }) {
  const t = useT();
  const notify = useNotify();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [locale] = useLocaleState();
  const [draft, setDraft] = useState(start);
  const [create] = useCreate();
  const [update] = useUpdate();
  const mayWrite = useCan(MAY_WRITE_SCHEMAS);
  const { busy, failure, errors, save } = useSaving();
  const list = `/attributes?thing=${draft.thing}`;

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const mark = decimalMarkOf(locale);
    const saved = await save(async () => {
      if (known) {
        const data = { ...changeOf(draft, mark), version: known.version };
        const params = { id: known.id, data, previousData: known };
        await update('attributes', params, { mutationMode: 'pessimistic', returnPromise: true });
      } else {
        await create('attributes', { data: creationOf(draft, mark) }, { returnPromise: true });
      }
      await queryClient.invalidateQueries({ queryKey: ['attributes'] });
    });
    if (!saved) return;
    notify(known ? 'attributes-saved' : 'attributes-added');
    navigate(list);
  };

  return (
    <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
      {failure !== null && <ErrorNotice error={failure} />}
      <AttributeFormFields
        draft={draft}
        errors={errors}
        isNew={!known}
        onChange={(change) => setDraft({ ...draft, ...change })}
      />
      <div className="form-actions">
        {mayWrite && (
          <button type="submit" className="button primary" disabled={busy}>
            {t(known ? 'attributes-save' : 'attributes-add')}
          </button>
        )}
        <Link className="button" to={list}>
          {t('ui-go-back')}
        </Link>
      </div>
    </form>
  );
}
