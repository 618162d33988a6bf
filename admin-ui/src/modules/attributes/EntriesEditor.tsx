import { LANGUAGES } from '../../app/i18n';
import { MoveButtons } from '../../ui/MoveButtons';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { type EntryDraft, moved, newEntry } from './entries';

type Change = Partial<EntryDraft>;

/** The entries of a dictionary: a row for each, names in every language, up, down, and into the archive. */
export function EntriesEditor(props: {
  entries: EntryDraft[];
  errors: Record<string, string>;
  onChange: (entries: EntryDraft[]) => void;
}) {
  const { entries, errors, onChange } = props;
  const t = useT();
  const change = (index: number, part: Change) =>
    onChange(entries.map((entry, at) => (at === index ? { ...entry, ...part } : entry)));
  return (
    <section className="stack" aria-label={t('attributes-entries')}>
      <TableBox label={t('attributes-entries')}>
        <table className="table">
          <caption className="visually-hidden">{t('attributes-entries')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('attributes-column-code')}</th>
              {LANGUAGES.map(({ locale, name }) => (
                <th key={locale} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col" className="end">
                {t('attributes-column-order')}
              </th>
              <th scope="col">
                <span className="visually-hidden">{t('attributes-column-actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry, index) => (
              <EntryRow
                key={entry.key}
                entry={entry}
                path={`entries.${index}`}
                errors={errors}
                isFirst={index === 0}
                isLast={index === entries.length - 1}
                onChange={(part) => change(index, part)}
                onMove={(steps) => onChange(moved(entries, index, steps))}
                onRemove={() => onChange(entries.filter((_, at) => at !== index))}
              />
            ))}
          </tbody>
        </table>
      </TableBox>
      {entries.length === 0 && <p className="muted">{t('attributes-no-entries')}</p>}
      <div className="form-actions">
        <button type="button" className="button" onClick={() => onChange([...entries, newEntry()])}>
          {t('attributes-add-entry')}
        </button>
      </div>
    </section>
  );
}

function EntryRow(props: {
  entry: EntryDraft;
  path: string;
  errors: Record<string, string>;
  isFirst: boolean;
  isLast: boolean;
  onChange: (part: Change) => void;
  onMove: (steps: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { entry, path, errors, onChange } = props;
  const t = useT();
  const called = entry.code || t('attributes-new-entry');
  return (
    <tr className={entry.archived ? 'muted' : undefined}>
      <td>
        <Cell
          label={t('attributes-entry-code')}
          value={entry.code}
          error={errors[`${path}.code`]}
          readOnly={!entry.isNew}
          onChange={(code) => onChange({ code })}
        />
      </td>
      {LANGUAGES.map(({ locale, name }, index) => (
        <td key={locale}>
          <Cell
            label={t('attributes-entry-name', { name: called, per: name })}
            value={entry.name[locale] ?? ''}
            error={errors[`${path}.name.${locale}`] ?? (index === 0 ? errors[`${path}.name`] : '')}
            onChange={(text) => onChange({ name: { ...entry.name, [locale]: text } })}
          />
        </td>
      ))}
      <td className="end">
        <MoveButtons
          name={called}
          isFirst={props.isFirst}
          isLast={props.isLast}
          onMove={props.onMove}
        />
      </td>
      <td>
        {entry.isNew ? (
          <button type="button" className="button small" onClick={props.onRemove}>
            {t('attributes-remove-entry')}
          </button>
        ) : (
          <button
            type="button"
            className="button small"
            aria-pressed={entry.archived}
            onClick={() => onChange({ archived: !entry.archived })}
          >
            {t(entry.archived ? 'attributes-restore-entry' : 'attributes-archive-entry')}
          </button>
        )}
      </td>
    </tr>
  );
}

function Cell(props: {
  label: string;
  value: string;
  error?: string;
  readOnly?: boolean;
  onChange: (text: string) => void;
}) {
  const { label, value, error, readOnly, onChange } = props;
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <input
        type="text"
        className="input"
        aria-label={label}
        aria-invalid={Boolean(error)}
        readOnly={readOnly}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}
