import { useId } from 'react';
import { Field } from '../../ui/Field';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { columnOf, withConstant, withField, withRule, wordLines } from './mapping';
import type { Mapping, Preview } from './models';

interface Props {
  preview: Preview;
  mapping: Mapping;
  onChange: (mapping: Mapping) => void;
}

/** Which column of the file goes into which field, and how its cells are read. */
export function MappingTable(props: Props) {
  const t = useT();
  const { preview, mapping } = props;
  const free = preview.fields.filter(
    (field) => !mapping.columns.some((column) => column.field === field.name),
  );
  return (
    <>
      <TableBox label={t('import-mapping')}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="grow">
                {t('import-source')}
              </th>
              <th scope="col">{t('import-field')}</th>
              <th scope="col">{t('import-factor')}</th>
              <th scope="col">{t('import-words')}</th>
            </tr>
          </thead>
          <tbody>
            {preview.columns.map((column) => (
              <MappedRow key={column.source} {...props} source={column.source} />
            ))}
          </tbody>
        </table>
      </TableBox>
      {free.length > 0 && <Constants {...props} fields={free.map((field) => field.name)} />}
    </>
  );
}

function MappedRow({ preview, mapping, onChange, source }: Props & { source: string }) {
  const t = useT();
  const column = columnOf(mapping, source);
  return (
    <tr>
      <th scope="row" className="grow">
        {source}
      </th>
      <td>
        <select
          className="select"
          aria-label={t('import-field-of', { source })}
          value={column?.field ?? ''}
          onChange={(event) => onChange(withField(mapping, source, event.target.value))}
        >
          <option value="">{t('import-not-taken')}</option>
          {preview.fields.map((field) => (
            <option key={field.name} value={field.name}>
              {field.mandatory ? `${field.name} *` : field.name}
            </option>
          ))}
        </select>
      </td>
      <td>
        {column && (
          <input
            className="input"
            inputMode="decimal"
            size={6}
            aria-label={t('import-factor-of', { source })}
            defaultValue={column.factor ?? ''}
            onBlur={(event) =>
              onChange(withRule(mapping, source, { factor: event.target.value.trim() }))
            }
          />
        )}
      </td>
      <td>
        {column && (
          <textarea
            className="input"
            rows={1}
            aria-label={t('import-words-of', { source })}
            placeholder={t('import-words-example')}
            defaultValue={wordLines(column.values)}
            onBlur={(event) => onChange(withRule(mapping, source, { words: event.target.value }))}
          />
        )}
      </td>
    </tr>
  );
}

/** Values that every row has, for fields that no column fills. */
function Constants({ mapping, onChange, fields }: Props & { fields: string[] }) {
  const t = useT();
  const id = useId();
  return (
    <details className="disclosure">
      <summary>{t('import-constants')}</summary>
      <div className="form-row spaced">
        {fields.map((field) => (
          <Field key={field} id={`${id}-${field}`} label={field}>
            <input
              className="input"
              defaultValue={mapping.constants?.[field] ?? ''}
              onBlur={(event) => onChange(withConstant(mapping, field, event.target.value.trim()))}
            />
          </Field>
        ))}
      </div>
    </details>
  );
}
