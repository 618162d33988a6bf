import { useQueryClient } from '@tanstack/react-query';
import { useDataProvider, useGetList } from 'ra-core';
import { type FormEvent, useId, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import type { KontorDataProvider } from '../../api/dataProvider';
import { Field } from '../../ui/Field';
import { useFormat } from '../../ui/format';
import { ErrorNotice } from '../../ui/Notice';
import { useT } from '../../ui/useT';
import { COLUMNS } from './columns';
import { ACCEPTED, isText, mediaTypeOf } from './formats';
import type { ImportKind, KeptMapping } from './models';
import { IMPORT_KINDS } from './state';

const LONGEST_NAME = 200;
const ENCODINGS = ['utf-8', 'windows-1252', 'iso-8859-1'];

/** Chooses a file and its kind, uploads it and opens the report of the new import. */
export function ImportForm() {
  const t = useT();
  const id = useId();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const dataProvider = useDataProvider<KontorDataProvider>();
  const [params, setParams] = useSearchParams();
  const asked = IMPORT_KINDS.find((candidate) => candidate === params.get('kind'));
  const kind = asked ?? 'products';
  const [file, setFile] = useState<File | null>(null);
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const options = new FormData(event.currentTarget);
    // Which of the two buttons it was.
    const button = (event.nativeEvent as SubmitEvent).submitter as HTMLButtonElement | null;
    if (!file) {
      setMissing(true);
      document.getElementById(`${id}-file`)?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const type = mediaTypeOf(file.name);
      const mapping = String(options.get('mapping') ?? '');
      const query = {
        kind,
        // A mapping says how its files are written, unless somebody says otherwise here.
        encoding: isText(type) ? chosen(options, 'encoding', mapping ? 'utf-8' : '') : undefined,
        on_error: String(options.get('on_error')),
        decimal_mark: isText(type)
          ? chosen(options, 'decimal_mark', mapping ? '.' : '')
          : undefined,
        file_name: file.name.slice(-LONGEST_NAME),
        mapping,
        start: button?.name === 'look' ? false : undefined,
      };
      const { data } = await dataProvider.upload('imports', { file, query, type });
      await queryClient.invalidateQueries({ queryKey: ['imports'] });
      navigate(`/imports/${data.id}`);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };

  return (
    <form className="panel stack" onSubmit={submit} aria-busy={busy}>
      {failure !== null && <ErrorNotice error={failure} />}
      <div className="form-row">
        <Field id={`${id}-kind`} label={t('import-kind')}>
          <select
            className="select"
            name="kind"
            value={kind}
            onChange={(event) => setParams({ kind: event.target.value }, { replace: true })}
          >
            {IMPORT_KINDS.map((choice) => (
              <option key={choice} value={choice}>
                {t(`import.kind_${choice}`)}
              </option>
            ))}
          </select>
        </Field>
        <Field
          id={`${id}-file`}
          label={t('import-file')}
          error={missing && !file && t('import-file-missing')}
        >
          <input
            type="file"
            className="input file"
            accept={ACCEPTED}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </Field>
      </div>
      <MappingChoice key={kind} id={`${id}-mapping`} kind={kind} />
      <p className="muted">
        {t('import-columns')} <span className="code wrap">{COLUMNS[kind].join(', ')}</span>
      </p>
      <ReadingOptions id={id} />
      <SubmitRow busy={busy} file={file} kind={t(`import.kind_${kind}`)} />
    </form>
  );
}

/** What was chosen, unless it is the usual answer that nobody chose. */
function chosen(options: FormData, name: string, usual: string): string | undefined {
  const value = String(options.get(name));
  return value === usual ? undefined : value;
}

/** The mappings that are kept for files of a kind; nothing where there is none. */
function MappingChoice({ id, kind }: { id: string; kind: ImportKind }) {
  const t = useT();
  const { data } = useGetList<KeptMapping>('import-mappings', {
    pagination: { page: 1, perPage: 100 },
    filter: { kind },
  });
  if (!data?.length) return null;
  return (
    <Field id={id} label={t('import-mapping')}>
      <select className="select" name="mapping">
        <option value="">{t('import-no-mapping')}</option>
        {data.map((kept) => (
          <option key={kept.id} value={kept.name}>
            {kept.name}
          </option>
        ))}
      </select>
    </Field>
  );
}

function SubmitRow({ busy, file, kind }: { busy: boolean; file: File | null; kind: string }) {
  const t = useT();
  const format = useFormat();
  return (
    <div className="form-actions centred">
      <button type="submit" className="button primary" disabled={busy}>
        {t('import-upload')}
      </button>
      <button type="submit" name="look" className="button" disabled={busy}>
        {t('import-look')}
      </button>
      <span className="muted" aria-live="polite">
        {busy
          ? t('import-uploading', { file: file?.name ?? '' })
          : file && t('import-ready', { kind, size: format.number(Math.ceil(file.size / 1024)) })}
      </span>
    </div>
  );
}

/** How the file is written and what a bad row means; the usual answers are set. */
function ReadingOptions({ id }: { id: string }) {
  const t = useT();
  return (
    <details className="disclosure">
      <summary>{t('import-options')}</summary>
      <div className="form-row spaced">
        <Field id={`${id}-encoding`} label={t('import-encoding')}>
          <select className="select" name="encoding">
            {ENCODINGS.map((encoding) => (
              <option key={encoding}>{encoding}</option>
            ))}
          </select>
        </Field>
        <Field id={`${id}-mark`} label={t('import-decimal-mark')}>
          <select className="select" name="decimal_mark">
            <option value=".">{t('import-decimal-point')}</option>
            <option value=",">{t('import-decimal-comma')}</option>
          </select>
        </Field>
        <Field id={`${id}-on-error`} label={t('import-on-error')}>
          <select className="select" name="on_error">
            <option value="stop">{t('import-on-error-stop')}</option>
            <option value="skip">{t('import-on-error-skip')}</option>
          </select>
        </Field>
      </div>
    </details>
  );
}
