import { LANGUAGES } from '../../../app/i18n';
import { Field } from '../../../ui/Field';
import { useFormat } from '../../../ui/format';
import { LanguageFields } from '../../../ui/LanguageFields';
import { MoveButtons } from '../../../ui/MoveButtons';
import { useT } from '../../../ui/useT';
import { AUDIENCES, type Draft, isPicture, KINDS, previewOf } from './media';

/** A picture or document with what is said of it, to be changed where somebody may. */
export function MediaItem(props: {
  draft: Draft;
  index: number;
  count: number;
  /** The first picture stands for the product in lists. */
  isFirst: boolean;
  errors: Record<string, string>;
  disabled: boolean;
  onChange: (draft: Draft) => void;
  onMove: (steps: -1 | 1) => void;
  onRemove: () => void;
}) {
  const { draft, index, count, errors, disabled, onChange } = props;
  const t = useT();
  const id = `medium-${draft.key}`;
  const about = isPicture(draft) ? 'alt' : 'title';
  return (
    <li className="medium">
      <Preview draft={draft} />
      <div className="stack">
        <div className="section-head">
          <About draft={draft} isFirst={props.isFirst} />
          <span className="row-actions">
            <MoveButtons
              name={draft.name}
              isFirst={index === 0}
              isLast={index === count - 1}
              disabled={disabled}
              onMove={props.onMove}
            />
            <button
              type="button"
              className="button small"
              aria-label={t('catalog-media-remove', { name: draft.name })}
              disabled={disabled}
              onClick={props.onRemove}
            >
              {t('catalog-media-removed')}
            </button>
          </span>
        </div>
        {errors.file_id && <p className="field-error">{errors.file_id}</p>}
        <LanguageFields
          id={id}
          name="texts"
          label={(language) => t(`catalog-media-${about}`, { what: language })}
          help={t(`catalog-media-${about}-help`)}
          texts={draft.texts}
          errors={errors}
          onChange={(texts) => onChange({ ...draft, texts })}
        />
        <div className="form-row">
          {!isPicture(draft) && <DocumentFields id={id} draft={draft} onChange={onChange} />}
          <Field id={`${id}-audience`} label={t('catalog-media-audience')}>
            <select
              className="select"
              value={draft.audience}
              onChange={(event) =>
                onChange({ ...draft, audience: event.target.value as Draft['audience'] })
              }
            >
              {AUDIENCES.map((audience) => (
                <option key={audience} value={audience}>
                  {t(`catalog-media-audience_${audience}`)}
                </option>
              ))}
            </select>
          </Field>
        </div>
      </div>
    </li>
  );
}

/** What a document is, and in which language. */
function DocumentFields(props: { id: string; draft: Draft; onChange: (draft: Draft) => void }) {
  const { id, draft, onChange } = props;
  const t = useT();
  return (
    <>
      <Field id={`${id}-kind`} label={t('catalog-media-kind')}>
        <select
          className="select"
          value={draft.document_kind ?? 'other'}
          onChange={(event) =>
            onChange({ ...draft, document_kind: event.target.value as Draft['document_kind'] })
          }
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {t(`catalog-media-kind_${kind}`)}
            </option>
          ))}
        </select>
      </Field>
      <Field id={`${id}-language`} label={t('catalog-media-language')}>
        <select
          className="select"
          value={draft.language ?? ''}
          onChange={(event) => onChange({ ...draft, language: event.target.value || null })}
        >
          <option value="">{t('catalog-media-language-unsaid')}</option>
          {LANGUAGES.map(({ locale, name }) => (
            <option key={locale} value={locale}>
              {name}
            </option>
          ))}
        </select>
      </Field>
    </>
  );
}

/** The name of the file and what it is. */
export function About({ draft, isFirst }: { draft: Draft; isFirst: boolean }) {
  const t = useT();
  const format = useFormat();
  const largest = draft.sizes.at(-1);
  const facts = [
    t(isPicture(draft) ? 'catalog-media-picture' : 'catalog-media-document'),
    largest ? `${largest.width} × ${largest.height}` : '',
    `${format.number(Math.max(1, Math.round(draft.bytes / 1000)))} kB`,
    isFirst ? t('catalog-media-first') : '',
  ];
  return (
    <div>
      <strong className="wrap">{draft.name}</strong>
      <div className="muted">{facts.filter(Boolean).join(' · ')}</div>
    </div>
  );
}

/** A small picture, or what kind of file it is; either leads to the file itself. */
export function Preview({ draft }: { draft: Draft }) {
  const t = useT();
  const href = previewOf(draft, 2_400);
  const label = t('catalog-media-open', { name: draft.name });
  return (
    <a className="medium-preview" href={href} target="_blank" rel="noreferrer" aria-label={label}>
      {isPicture(draft) ? (
        <img src={previewOf(draft, 160)} alt="" width={96} height={96} loading="lazy" />
      ) : (
        <span aria-hidden="true">{draft.media_type === 'application/pdf' ? 'PDF' : 'IMG'}</span>
      )}
    </a>
  );
}
