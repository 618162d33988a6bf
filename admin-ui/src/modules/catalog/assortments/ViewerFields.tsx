import { useGetList } from 'ra-core';
import { useState } from 'react';
import type { Channel, Territory } from '../../../api/models';
import { useT } from '../../../ui/useT';
import { RecordPicker } from '../prices/fields';
import { errorsOf } from './draft';
import { Chosen } from './entries';
import { ViewerName } from './viewers';
import type { Viewers } from './wire';

/** Who sees an assortment: channels and territories by ticks, companies and groups by search, and guests. */
export function ViewerFields(props: {
  viewers: Viewers;
  errors: Record<string, string>;
  onChange: (viewers: Viewers) => void;
}) {
  const { viewers, errors, onChange } = props;
  const t = useT();
  const set = (change: Partial<Viewers>) => onChange({ ...viewers, ...change });
  const { data: channels = [] } = useGetList<Channel>('channels', { pagination: undefined });
  const { data: territories = [] } = useGetList<Territory>('territories', {
    pagination: undefined,
  });
  const standing = territories.filter(
    ({ id, archived }) => !archived || viewers.territory_ids.includes(id),
  );
  return (
    <fieldset className="bare stack">
      <legend className="form-section">{t('catalog-assortment-seen-by')}</legend>
      <p className="muted">{t('catalog-assortment-viewers-help')}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={viewers.guests}
          onChange={(event) => set({ guests: event.target.checked })}
        />{' '}
        {t('catalog-viewer_guests')}
      </label>
      <Searched
        kind="company"
        chosen={viewers.company_ids}
        error={errorsOf(errors, 'viewers.company_ids')}
        onChange={(company_ids) => set({ company_ids })}
      />
      <Searched
        kind="group"
        chosen={viewers.group_ids}
        error={errorsOf(errors, 'viewers.group_ids')}
        onChange={(group_ids) => set({ group_ids })}
      />
      <Ticked
        label={t('catalog-assortment-viewers_territory')}
        help={t('catalog-assortment-territories-help')}
        items={standing.map(({ id, name, depth }) => ({ id, name, depth }))}
        chosen={viewers.territory_ids}
        error={errorsOf(errors, 'viewers.territory_ids')}
        onChange={(territory_ids) => set({ territory_ids })}
      />
      <Ticked
        label={t('catalog-assortment-viewers_channel')}
        help={t('catalog-assortment-channels-help')}
        items={channels.map(({ id, code }) => ({ id, name: code, depth: 0 }))}
        chosen={viewers.channel_ids}
        error={errorsOf(errors, 'viewers.channel_ids')}
        onChange={(channel_ids) => set({ channel_ids })}
      />
    </fieldset>
  );
}

function Ticked(props: {
  label: string;
  help: string;
  items: { id: string; name: string; depth: number }[];
  chosen: string[];
  error?: string;
  onChange: (ids: string[]) => void;
}) {
  const { chosen, onChange } = props;
  if (props.items.length === 0) return null;
  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((known) => known !== id));
  return (
    <fieldset className={props.error ? 'field bare wrong' : 'field bare'}>
      <legend>{props.label}</legend>
      <div className="check-list">
        {props.items.map(({ id, name, depth }) => (
          <label key={id} className="check">
            <span aria-hidden="true">{'\u2003'.repeat(depth)}</span>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => toggle(id, event.target.checked)}
            />
            {name}
          </label>
        ))}
      </div>
      <p className={props.error ? 'field-error' : 'field-help'}>{props.error ?? props.help}</p>
    </fieldset>
  );
}

/** Companies or groups: added by search, taken off one by one. */
function Searched(props: {
  kind: 'company' | 'group';
  chosen: string[];
  error?: string;
  onChange: (ids: string[]) => void;
}) {
  const { kind, chosen, onChange } = props;
  const t = useT();
  const [round, setRound] = useState(0);
  const add = (id: string) => {
    if (!id) return;
    if (!chosen.includes(id)) onChange([...chosen, id]);
    setRound(round + 1);
  };
  return (
    <div className="stack">
      <RecordPicker
        key={round}
        resource={kind === 'company' ? 'companies' : 'customer-groups'}
        label={t(`catalog.assortment-viewers_${kind}`)}
        help={t(`catalog.assortment-search_${kind}`)}
        onChange={add}
      />
      {props.error && <p className="field-error">{props.error}</p>}
      <Chosen
        items={chosen.map((id) => ({ id, name: <ViewerName kind={kind} id={id} /> }))}
        onRemove={(id) => onChange(chosen.filter((known) => known !== id))}
      />
    </div>
  );
}
