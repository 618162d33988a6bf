import { useFormat } from '../../ui/format';
import type { Tone } from '../../ui/Notice';
import { TableBox } from '../../ui/TableBox';
import { useT } from '../../ui/useT';
import { Chip } from '../../ui/values';
import type { Preview, PreviewRow } from './models';

const TONES: Record<PreviewRow['fate'], Tone> = {
  created: 'good',
  updated: 'info',
  unchanged: 'neutral',
  bad: 'bad',
};

/** The first rows of a file as they would be taken. */
export function PreviewTable({ preview }: { preview: Preview }) {
  const t = useT();
  const format = useFormat();
  const fields = preview.fields
    .map((field) => field.name)
    .filter((name) => preview.rows.some((row) => name in row.cells));
  return (
    <TableBox label={t('import-preview')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="end">
              {t('import-line')}
            </th>
            <th scope="col">{t('import-fate')}</th>
            {fields.map((field) => (
              <th key={field} scope="col" className="code">
                {field}
              </th>
            ))}
            <th scope="col" className="grow">
              {t('import-problem')}
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row) => (
            <tr key={`${row.line} ${JSON.stringify(row.cells)}`}>
              <td className="end">{format.number(row.line)}</td>
              <td>
                <Chip tone={TONES[row.fate]}>{t(`import.fate_${row.fate}`)}</Chip>
              </td>
              {fields.map((field) => (
                <td key={field}>{row.cells[field]}</td>
              ))}
              <td className="text grow">
                {[...row.problems, ...row.notes].map((entry) => (
                  <div key={`${entry.column} ${entry.code} ${entry.detail}`}>
                    {entry.column && <span className="code">{entry.column}: </span>}
                    {entry.detail}
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableBox>
  );
}
