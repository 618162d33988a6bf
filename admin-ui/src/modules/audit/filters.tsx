import { useGetList } from 'ra-core';
import { useEffect, useId, useState } from 'react';
import type { AuditEntry, Person } from '../../api/models';
import { useCan, useSession } from '../../api/session';
import { DateFilter, FilterTag, SearchBox } from '../../ui/filters';
import { RecordTag } from '../../ui/RecordTag';
import type { ListPage } from '../../ui/useListPage';
import { useT } from '../../ui/useT';
import { dayBefore, dayEnd, dayOf, dayStart } from '../../ui/zone';
import { groupsOfActions, RESOURCES, SUBJECTS } from './actions';

const PAUSE_MS = 400;
const IS_ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Everything that the trail is searched by. Days are those of the shop, not of the reader. */
export function Filters({ list }: { list: ListPage<AuditEntry> }) {
  const t = useT();
  const { time_zone: zone } = useSession().legal_entity;
  const { filters, setFilter } = list;
  return (
    <>
      <SearchBox
        label={t('audit-search')}
        value={filters.q ?? ''}
        onChange={(value) => setFilter('q', value)}
      />
      <ActionSelect value={filters.action ?? ''} onChange={(value) => setFilter('action', value)} />
      <SubjectSelect
        value={filters.subject ?? ''}
        onChange={(value) => setFilter('subject', value)}
      />
      {!IS_ID.test(filters.actor ?? '') && (
        <ActorBox value={filters.actor ?? ''} onChange={(value) => setFilter('actor', value)} />
      )}
      <DateFilter
        label={t('audit-from')}
        value={filters.from ? dayOf(filters.from, zone) : ''}
        onChange={(day) => setFilter('from', day && dayStart(day, zone))}
      />
      <DateFilter
        label={t('audit-until')}
        value={filters.until ? dayBefore(filters.until, zone) : ''}
        onChange={(day) => setFilter('until', day && dayEnd(day, zone))}
      />
      <Tags list={list} />
      <span className="toolbar-note">{t('audit-zone', { zone })}</span>
    </>
  );
}

/** Filters by one thing, as links from its own page bring them. */
function Tags({ list }: { list: ListPage<AuditEntry> }) {
  const t = useT();
  const { filters, setFilter, rows } = list;
  const { actor = '', company_id: company, subject_id: thing, subject = '' } = filters;
  const resource = RESOURCES[subject];
  const kind = subject ? t(`audit-subject-${subject}`, { _: subject }) : t('audit-subject');
  const removeThing = () => setFilter('subject_id', '');
  return (
    <>
      {IS_ID.test(actor) && (
        <RecordTag
          resource="people"
          id={actor}
          label={t('audit-who')}
          onRemove={() => setFilter('actor', '')}
        />
      )}
      {company && (
        <RecordTag
          resource="companies"
          id={company}
          label={t('audit-company')}
          onRemove={() => setFilter('company_id', '')}
        />
      )}
      {thing && resource && (
        <RecordTag resource={resource} id={thing} label={kind} onRemove={removeThing} />
      )}
      {thing && !resource && (
        <FilterTag label={`${kind}: ${rows[0]?.label ?? thing}`} onRemove={removeThing} />
      )}
    </>
  );
}

interface Choice {
  value: string;
  onChange: (value: string) => void;
}

function ActionSelect({ value, onChange }: Choice) {
  const t = useT();
  return (
    <select
      className="select"
      aria-label={t('audit-action')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('audit-action-all')}</option>
      {groupsOfActions().map(([owner, actions]) => {
        const name = t(`audit-group-${owner}`);
        return (
          <optgroup key={owner} label={name}>
            {actions.length > 1 && (
              <option value={`${owner}.`}>{t('audit-action-group', { name })}</option>
            )}
            {actions.map((action) => (
              <option key={action} value={action}>
                {t(`audit-action-${action.replace('.', '-')}`)}
              </option>
            ))}
          </optgroup>
        );
      })}
    </select>
  );
}

function SubjectSelect({ value, onChange }: Choice) {
  const t = useT();
  const kinds = Object.keys(SUBJECTS).map((kind) => ({ kind, name: t(`audit-subject-${kind}`) }));
  kinds.sort((one, other) => one.name.localeCompare(other.name));
  return (
    <select
      className="select"
      aria-label={t('audit-kind')}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{t('audit-subject-all')}</option>
      {kinds.map(({ kind, name }) => (
        <option key={kind} value={kind}>
          {name}
        </option>
      ))}
    </select>
  );
}

/** Words of a name or address, or one of the people found, who is then meant exactly. */
function ActorBox({ value, onChange }: Choice) {
  const t = useT();
  const id = useId();
  const mayRead = useCan('identity.people.read');
  const [typed, setTyped] = useState(value);
  const words = typed.trim();
  const { data = [] } = useGetList<Person>(
    'people',
    { filter: { q: words }, pagination: { page: 1, perPage: 20 } },
    { enabled: mayRead && words.length > 1 },
  );
  useEffect(() => setTyped(value), [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only typing starts the pause anew
  useEffect(() => {
    if (words === value) return;
    const timer = setTimeout(() => onChange(words), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [words]);

  const label = (person: Person) => `${person.name} (${person.email})`;
  const type = (text: string) => {
    const found = data.find((person) => label(person) === text);
    if (found) onChange(found.user_id);
    else setTyped(text);
  };
  return (
    <label className="search-box plain">
      <span className="visually-hidden">{t('audit-who')}</span>
      <input
        type="search"
        className="input"
        list={`${id}-people`}
        placeholder={t('audit-person')}
        value={typed}
        onChange={(event) => type(event.target.value)}
      />
      <datalist id={`${id}-people`}>
        {data.map((person) => (
          <option key={person.user_id} value={label(person)} />
        ))}
      </datalist>
    </label>
  );
}
