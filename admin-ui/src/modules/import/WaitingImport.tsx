import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useNotify } from 'ra-core';
import { useId, useState } from 'react';
import type { KontorDataProvider } from '../../api/dataProvider';
import type { ImportView } from '../../api/models';
import { useCan } from '../../api/session';
import { Field } from '../../ui/Field';
import { ErrorNotice, Notice } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { MappingTable } from './MappingTable';
import type { ImportDetails, ImportKind, Mapping, Preview, Reading } from './models';
import { PreviewTable } from './PreviewTable';
import { MAY_START_IMPORTS } from './permissions';

/** A file that has arrived: what its columns are, what would become of its first rows, and its start. */
export function WaitingImport({ view }: { view: ImportView & ImportDetails }) {
  const t = useT();
  const mayStart = useCan(MAY_START_IMPORTS);
  const [reading, setReading] = useState<Reading>({});
  const { data: preview, error, refetch } = usePreview(view.id, reading);
  if (!mayStart) return <Notice tone="info">{t('import-waits')}</Notice>;
  if (error) return <ErrorNotice error={error} onRetry={refetch} />;
  if (!preview) return <p aria-busy>{t('import-looking')}</p>;

  const mapping = reading.mapping ?? preview.mapping ?? preview.proposal;
  const isMapped = Boolean(reading.mapping ?? preview.mapping);
  const change = (next: Mapping) => setReading({ ...reading, mapping: next });
  const isFixed = view.format === 'bmecat';
  return (
    <>
      {preview.problems.length > 0 && (
        <Notice tone="warn">
          {preview.problems.map((entry) => (
            <p key={`${entry.line} ${entry.detail}`}>{entry.detail}</p>
          ))}
        </Notice>
      )}
      <ReadingChoice view={view} preview={preview} reading={reading} onChange={setReading} />
      {!isFixed && (
        <section className="section">
          <h2>{t('import-mapping')}</h2>
          {!isMapped && preview.problems.length > 0 && (
            <p>
              <button type="button" className="button" onClick={() => change(preview.proposal)}>
                {t('import-use-proposal')}
              </button>
            </p>
          )}
          <MappingTable preview={preview} mapping={mapping} onChange={change} />
          {isMapped && <KeepMapping kind={view.kind} mapping={mapping} />}
        </section>
      )}
      <section className="section">
        <h2>{t('import-preview')}</h2>
        {preview.has_more && <p className="muted">{t('import-preview-first')}</p>}
        <PreviewTable preview={preview} />
      </section>
      <Start view={view} reading={reading} canStart={preview.problems.length === 0} />
    </>
  );
}

function usePreview(id: ImportView['id'], reading: Reading) {
  const dataProvider = useDataProvider<KontorDataProvider>();
  return useQuery({
    queryKey: ['imports', 'preview', id, reading],
    placeholderData: (before: Preview | undefined) => before,
    queryFn: async () => {
      const { data } = await dataProvider.act('imports', { id, step: 'preview', data: reading });
      return data as unknown as Preview;
    },
  });
}

function ReadingChoice(props: {
  view: ImportView & ImportDetails;
  preview: Preview;
  reading: Reading;
  onChange: (reading: Reading) => void;
}) {
  const t = useT();
  const id = useId();
  const { view, preview, reading, onChange } = props;
  const isText = (view.format ?? 'csv') === 'csv';
  return (
    <div className="form-row">
      {preview.sheets.length > 1 && (
        <Field id={`${id}-sheet`} label={t('import-sheet')}>
          <select
            className="select"
            value={reading.sheet ?? preview.sheets[0]}
            onChange={(event) => onChange({ ...reading, sheet: event.target.value })}
          >
            {preview.sheets.map((sheet) => (
              <option key={sheet}>{sheet}</option>
            ))}
          </select>
        </Field>
      )}
      {isText && (
        <Field id={`${id}-mark`} label={t('import-decimal-mark')}>
          <select
            className="select"
            value={reading.decimal_mark ?? '.'}
            onChange={(event) => onChange({ ...reading, decimal_mark: event.target.value })}
          >
            <option value=".">{t('import-decimal-point')}</option>
            <option value=",">{t('import-decimal-comma')}</option>
          </select>
        </Field>
      )}
      <Field id={`${id}-on-error`} label={t('import-on-error')}>
        <select
          className="select"
          value={reading.on_error ?? view.on_error}
          onChange={(event) => onChange({ ...reading, on_error: event.target.value })}
        >
          <option value="stop">{t('import-on-error-stop')}</option>
          <option value="skip">{t('import-on-error-skip')}</option>
        </select>
      </Field>
    </div>
  );
}

/** Keeps the mapping under a name, so that the next file of this kind needs no questions. */
function KeepMapping({ kind, mapping }: { kind: ImportKind; mapping: Mapping }) {
  const t = useT();
  const id = useId();
  const notify = useNotify();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<unknown>(null);

  const keep = async () => {
    setFailure(null);
    try {
      await dataProvider.create('import-mappings', { data: { kind, name, mapping } });
      await queryClient.invalidateQueries({ queryKey: ['import-mappings'] });
      notify('import-mapping-kept');
      setName('');
    } catch (error) {
      setFailure(error);
    }
  };
  return (
    <div className="form-row spaced">
      {failure !== null && <ErrorNotice error={failure} />}
      <Field id={`${id}-name`} label={t('import-mapping-name')}>
        <input
          className="input"
          value={name}
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <button type="button" className="button" disabled={!name.trim()} onClick={keep}>
        {t('import-keep-mapping')}
      </button>
    </div>
  );
}

function Start(props: { view: ImportView; reading: Reading; canStart: boolean }) {
  const t = useT();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const start = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const { view, reading } = props;
      await dataProvider.act('imports', { id: view.id, step: 'start', data: reading });
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
    }
  };
  return (
    <div className="form-actions">
      {failure !== null && <ErrorNotice error={failure} />}
      <button
        type="button"
        className="button primary"
        disabled={busy || !props.canStart}
        onClick={start}
      >
        {t('import-start')}
      </button>
    </div>
  );
}
