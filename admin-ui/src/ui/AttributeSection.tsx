import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { AttributeDefinition } from '../api/models';
import { AttributeFacts } from './AttributeFacts';
import { AttributeInputs } from './AttributeFields';
import { type AttributeValues, attributeChange, isEmpty } from './attributeValues';
import { Dialog } from './Dialog';
import { ErrorNotice } from './Notice';
import { useSaving } from './useSaving';
import { useT } from './useT';

interface Subject {
  thing: AttributeDefinition['thing'];
  values: AttributeValues;
}

/** The custom attributes of a thing on its page, with editing for whoever may; nothing where there are none. */
export function AttributeSection(
  props: Subject & {
    mayEdit: boolean;
    /** Sends what differs; null takes a value away. */
    onSave: (change: AttributeValues) => Promise<unknown>;
  },
) {
  const { thing, values, mayEdit, onSave } = props;
  const t = useT();
  const [editing, setEditing] = useState(false);
  const { data: definitions = [] } = useGetList<AttributeDefinition>(
    'attributes',
    { filter: { thing, archived: false }, pagination: undefined },
    { retry: false },
  );
  const given = Object.values(values).some((value) => !isEmpty(value));
  const canEdit = mayEdit && definitions.length > 0;
  if (!given && !canEdit) return null;
  return (
    <section className="section">
      <div className="section-head">
        <h2>{t('ui-attributes')}</h2>
        {canEdit && (
          <button type="button" className="button small" onClick={() => setEditing(true)}>
            {t('ui-attributes-edit')}
          </button>
        )}
      </div>
      {given ? (
        <dl className="facts">
          <AttributeFacts thing={thing} values={values} />
        </dl>
      ) : (
        <p className="muted">{t('ui-attributes-none')}</p>
      )}
      {editing && (
        <Edit
          definitions={definitions}
          values={values}
          onSave={onSave}
          onClose={() => setEditing(false)}
        />
      )}
    </section>
  );
}

function Edit(props: {
  definitions: AttributeDefinition[];
  values: AttributeValues;
  onSave: (change: AttributeValues) => Promise<unknown>;
  onClose: () => void;
}) {
  const { definitions, values, onSave, onClose } = props;
  const t = useT();
  const [draft, setDraft] = useState(values);
  const { busy, failure, errors, save } = useSaving((path) => path.startsWith('attributes.'));
  return (
    <Dialog title={t('ui-attributes')} onClose={onClose} dismissable={!busy}>
      <form
        className="form"
        aria-busy={busy}
        noValidate
        onSubmit={async (event) => {
          event.preventDefault();
          if (await save(() => onSave(attributeChange(values, draft)))) onClose();
        }}
      >
        {failure !== null && <ErrorNotice error={failure} />}
        <AttributeInputs
          definitions={definitions}
          values={draft}
          errors={errors}
          onChange={setDraft}
        />
        <div className="form-actions">
          <button type="submit" className="button primary" disabled={busy}>
            {t('ui-attributes-save')}
          </button>
          <button type="button" className="button" onClick={onClose} disabled={busy}>
            {t('ui-go-back')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
