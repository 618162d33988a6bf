import { useGetOne, useNotify, useUpdate } from 'ra-core';
import { useParams } from 'react-router';
import type { Person } from '../../../api/models';
import { useCan } from '../../../api/session';
import { AttributeSection } from '../../../ui/AttributeSection';
import type { AttributeValues } from '../../../ui/attributeValues';
import { ErrorNotice, Notice } from '../../../ui/Notice';
import { Page, PageSkeleton } from '../../../ui/Page';
import { TrailLink } from '../../../ui/TrailLink';
import { useT } from '../../../ui/useT';
import { PlacementHistory } from '../territories/History';
import { Explain } from './Explain';
import { Memberships } from './Memberships';
import { PersonSessions } from './PersonSessions';
import { PersonTokens } from './PersonTokens';
import { PrivacyActions } from './Privacy';
import { MANAGE_PEOPLE, MANAGE_PRIVACY } from './permissions';

/** One person: what they are here, where they are signed in, and what they may do and why. */
export default function PersonPage() {
  const t = useT();
  const { id = '' } = useParams();
  const { data: person, error, isPending, refetch } = useGetOne<Person>('people', { id });
  const mayManage = useCan(MANAGE_PEOPLE);
  const mayErase = useCan(MANAGE_PRIVACY);
  const notify = useNotify();
  const [update] = useUpdate();
  const back = { to: '/people', label: t('identity-people') };
  if (isPending) return <PageSkeleton />;
  if (!person) {
    return (
      <Page title={t('identity-person')} back={back}>
        <ErrorNotice error={error} onRetry={refetch} />
      </Page>
    );
  }
  const save = async (attributes: AttributeValues) => {
    const params = { id, data: { attributes }, previousData: person };
    await update('people', params, { mutationMode: 'pessimistic', returnPromise: true });
    notify('identity-person-saved');
  };
  return (
    <Page
      title={person.name}
      aside={person.email}
      back={back}
      actions={
        <>
          <TrailLink of={{ subject: 'person', subject_id: person.user_id }} />
          <TrailLink of={{ actor: person.user_id }} label={t('identity-what-they-did')} />
          {mayErase && <PrivacyActions person={person} />}
        </>
      }
    >
      {person.is_disabled && <Notice tone="warn">{t('identity-person-disabled-text')}</Notice>}
      <Memberships person={person} mayManage={mayManage} />
      <AttributeSection
        thing="person"
        values={person.attributes as AttributeValues}
        mayEdit={mayManage}
        onSave={save}
      />
      <Territories person={person} />
      <Explain person={person} />
      {mayManage && <PersonSessions person={person} />}
      <PersonTokens person={person} />
    </Page>
  );
}

/** Where a member of the staff is placed; each of several roles has its own. */
function Territories({ person }: { person: Person }) {
  const t = useT();
  const mayRead = useCan('identity.territories.read');
  const staff = person.memberships.filter(
    ({ audience, ended_at }) => audience === 'staff' && !ended_at,
  );
  if (!mayRead || staff.length === 0) return null;
  return (
    <section className="section">
      <h2>{t('identity-territories')}</h2>
      {staff.map(({ id, role }) => (
        <div key={id} className="stack">
          {staff.length > 1 && <h3 className="form-section">{role.name}</h3>}
          <PlacementHistory of={{ membership_id: id }} />
        </div>
      ))}
    </section>
  );
}
