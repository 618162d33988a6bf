import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../api/http';
import { Dialog } from '../../ui/Dialog';
import { ErrorNotice } from '../../ui/Notice';
import { TableBox } from '../../ui/TableBox';
import { useSaving } from '../../ui/useSaving';
import { useT } from '../../ui/useT';
import { Nothing } from '../../ui/values';

type Value = string | number | boolean | string[] | null | undefined;
export type Part = Record<string, Value>;

/** A column of parts: what it is called in the request, what it takes, and what it is called for people. */
export interface PartColumn {
  name: string;
  label: string;
  /** What is only shown is not asked for. */
  kind?: 'text' | 'number' | 'flag' | 'choice' | 'shown';
  choices?: { value: string; label: string }[];
  /** Shown in the table instead of the value itself. */
  shown?: string;
}

interface Answer {
  items: Part[];
  version?: number;
}

/** What belongs to a product as a list that is replaced whole: shown as a table, edited in a window. */
export function PartsSection(props: {
  product: string;
  /** The last part of the path, `packagings`. */
  path: string;
  /** The field of the request that holds the list. */
  field: string;
  title: string;
  none: string;
  columns: PartColumn[];
  blank: Part;
  mayEdit: boolean;
}) {
  const { product, path, title, columns, mayEdit } = props;
  const t = useT();
  const [editing, setEditing] = useState(false);
  const address = `/admin/products/${product}/${path}`;
  const answer = useQuery({
    queryKey: ['products', product, path],
    queryFn: () => api<Answer>(address),
  });
  const items = answer.data?.items ?? [];
  return (
    <section className="section">
      <div className="section-head">
        <h2>{title}</h2>
        {mayEdit && answer.data && (
          <button type="button" className="button small" onClick={() => setEditing(true)}>
            {t('catalog-parts-edit')}
          </button>
        )}
      </div>
      {answer.error ? <ErrorNotice error={answer.error} onRetry={answer.refetch} /> : null}
      {items.length > 0 ? (
        <TableBox label={title}>
          <table className="table">
            <caption className="visually-hidden">{title}</caption>
            <Head columns={columns} />
            <tbody>
              {items.map((item) => (
                <tr key={JSON.stringify(item)}>
                  {columns.map((column) => (
                    <td key={column.name}>
                      <Shown column={column} item={item} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
      ) : (
        answer.data && <p className="muted">{props.none}</p>
      )}
      {editing && answer.data && (
        <Edit {...props} address={address} answer={answer.data} onClose={() => setEditing(false)} />
      )}
    </section>
  );
}

/** A list that belongs to something and is replaced whole, edited in a window of its own. */
export function PartsDialog(props: {
  /** Where it is read and replaced. */
  address: string;
  field: string;
  title: string;
  columns: PartColumn[];
  blank: Part;
  /** Rows that are only shown, such as inherited ones, are not sent back. */
  isOwn?: (part: Part) => boolean;
  onClose: () => void;
}) {
  const { address, isOwn = () => true, onClose } = props;
  const answer = useQuery({ queryKey: [address], queryFn: () => api<Answer>(address) });
  if (answer.error) {
    return (
      <Dialog title={props.title} onClose={onClose}>
        <ErrorNotice error={answer.error} onRetry={answer.refetch} />
      </Dialog>
    );
  }
  if (!answer.data) return null;
  const own = { ...answer.data, items: answer.data.items.filter(isOwn) };
  return <Edit {...props} answer={own} />;
}

function Head({ columns }: { columns: PartColumn[] }) {
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column.name} scope="col">
            {column.label}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Shown({ column, item }: { column: PartColumn; item: Part }) {
  const t = useT();
  const value = item[column.shown ?? column.name];
  if (column.kind === 'flag') return t(value ? 'catalog-yes' : 'catalog-no');
  if (value === null || value === undefined || value === '') return <Nothing />;
  if (Array.isArray(value)) return value.join(' · ');
  const choice = column.choices?.find((known) => known.value === value);
  return choice?.label ?? String(value);
}

interface Draft {
  key: number;
  part: Part;
}

function Edit(props: {
  address: string;
  field: string;
  title: string;
  columns: PartColumn[];
  blank: Part;
  answer: Answer;
  onClose: () => void;
}) {
  const { address, field, title, blank, answer, onClose } = props;
  const columns = props.columns.filter((column) => column.kind !== 'shown');
  const t = useT();
  const queryClient = useQueryClient();
  const [drafts, setDrafts] = useState<Draft[]>(
    answer.items.map((part, key) => ({ key, part: only(part, columns) })),
  );
  const [next, setNext] = useState(answer.items.length);
  const { busy, failure, errors, save } = useSaving((path) => path.startsWith(`${field}.`));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const version = answer.version === undefined ? {} : { version: answer.version };
    const body = { [field]: drafts.map(({ part }) => sent(part, columns)), ...version };
    const saved = await save(async () => {
      await api(address, { method: 'PUT', body });
      await queryClient.invalidateQueries({ queryKey: ['products'] });
      await queryClient.invalidateQueries({ queryKey: [address] });
    });
    if (saved) onClose();
  };
  const change = (key: number, part: Part) =>
    setDrafts(drafts.map((draft) => (draft.key === key ? { key, part } : draft)));
  return (
    <Dialog title={title} onClose={onClose} dismissable={!busy} className="wide">
      <form className="form" onSubmit={submit} aria-busy={busy} noValidate>
        {failure !== null && <ErrorNotice error={failure} />}
        <TableBox label={title}>
          <table className="table">
            <caption className="visually-hidden">{title}</caption>
            <Head columns={columns} />
            <tbody>
              {drafts.map(({ key, part }, index) => (
                <tr key={key}>
                  {columns.map((column) => (
                    <td key={column.name}>
                      <Cell
                        column={column}
                        value={part[column.name]}
                        error={errors[`${field}.${index}.${column.name}`]}
                        onChange={(value) => change(key, { ...part, [column.name]: value })}
                      />
                    </td>
                  ))}
                  <td>
                    <button
                      type="button"
                      className="button small"
                      onClick={() => setDrafts(drafts.filter((draft) => draft.key !== key))}
                    >
                      {t('catalog-parts-remove')}
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableBox>
        <div className="form-actions">
          <button
            type="button"
            className="button"
            onClick={() => {
              setDrafts([...drafts, { key: next, part: blank }]);
              setNext(next + 1);
            }}
          >
            {t('catalog-parts-add')}
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {t('catalog-parts-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function Cell(props: {
  column: PartColumn;
  value: Value;
  error?: string;
  onChange: (value: Value) => void;
}) {
  const { column, value, error, onChange } = props;
  const shared = { 'aria-label': column.label, 'aria-invalid': Boolean(error) };
  if (column.kind === 'flag') {
    return (
      <input
        type="checkbox"
        {...shared}
        checked={Boolean(value)}
        onChange={(event) => onChange(event.target.checked)}
      />
    );
  }
  return (
    <div className={error ? 'field wrong' : 'field'}>
      {column.kind === 'choice' ? (
        <select
          className="input"
          {...shared}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        >
          {column.choices?.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : (
        <input
          type="text"
          className="input"
          {...shared}
          value={String(value ?? '')}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {error && <p className="field-error">{error}</p>}
    </div>
  );
}

/** What the request takes of a row; the answer tells more. */
function only(part: Part, columns: PartColumn[]): Part {
  return Object.fromEntries(columns.map(({ name }) => [name, part[name]]));
}

/** Empty fields are not sent, and whole numbers are sent as such. */
function sent(part: Part, columns: PartColumn[]): Part {
  const value = ({ name, kind }: PartColumn): Value => {
    const typed = part[name];
    const text = typeof typed === 'string' ? typed.trim() : typed;
    if (text === '' || text === undefined || text === null) return undefined;
    return kind === 'number' && /^-?\d+$/.test(String(text)) ? Number(text) : text;
  };
  return Object.fromEntries(columns.map((column) => [column.name, value(column)]));
}
