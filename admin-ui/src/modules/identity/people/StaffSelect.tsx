import { useGetList } from 'ra-core';
import type { Person } from '../../../api/models';
import { Field } from '../../../ui/Field';

/** Chooses one of the staff by their membership, because one person may hold several roles. */
export function StaffSelect(props: {
  id: string;
  label: string;
  /** What the empty choice says. */
  none: string;
  help?: string;
  error?: string;
  chosen: string;
  onChange: (membershipId: string, personId: string) => void;
}) {
  const staff = useStaff();
  const choose = (id: string) =>
    props.onChange(id, staff.find((each) => each.id === id)?.personId ?? '');
  return (
    <Field id={props.id} label={props.label} help={props.help} error={props.error}>
      <select
        className="select"
        value={props.chosen}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{props.none}</option>
        {staff.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </Field>
  );
}

/** Living memberships of the staff with the names of their people. */
export function useStaff() {
  const { data = [] } = useGetList<Person>('people', {
    filter: { audience: 'staff' },
    pagination: { page: 1, perPage: 200 },
  });
  return data.flatMap(({ name, user_id: personId, memberships }) =>
    memberships
      .filter(({ audience, ended_at }) => audience === 'staff' && !ended_at)
      .map(({ id, role }) => ({ id, personId, name: `${name} · ${role.name}` })),
  );
}
