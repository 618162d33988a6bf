import { useGetList } from 'ra-core';
import type { AttributeDefinition } from '../api/models';
import { type AttributeValues, isEmpty } from './attributeValues';
import { useFormat } from './format';
import { useT } from './useT';
import { Day } from './values';

type Thing = AttributeDefinition['thing'];

/** Custom attributes as facts: labels and names of entries where the reader may see the schema, else the codes. */
export function AttributeFacts({ thing, values }: { thing: Thing; values: AttributeValues }) {
  const definitions = useDefinitions(thing);
  const given = Object.entries(values).filter(([, value]) => !isEmpty(value));
  const place = (code: string) => definitions.findIndex((known) => known.code === code);
  given.sort(([one], [other]) => place(one) - place(other));
  return given.map(([code, value]) => {
    const definition = definitions.find((known) => known.code === code);
    return (
      <div key={code}>
        <dt>{definition?.label ?? code}</dt>
        <dd>
          <AttributeValue definition={definition} value={value} />
        </dd>
      </div>
    );
  });
}

/** The attributes of a kind of thing, archived ones too, because values stay. */
function useDefinitions(thing: Thing): AttributeDefinition[] {
  const { data = [] } = useGetList<AttributeDefinition>(
    'attributes',
    { filter: { thing }, pagination: undefined },
    { retry: false },
  );
  return data;
}

function AttributeValue(props: { definition?: AttributeDefinition; value: unknown }) {
  const { definition, value } = props;
  const t = useT();
  const format = useFormat();
  const words = (code: unknown) =>
    definition?.options.find((option) => option.code === code)?.label ?? String(code);
  if (Array.isArray(value)) return value.map(words).join(', ');
  if (typeof value === 'boolean') return t(value ? 'ui-yes' : 'ui-no');
  switch (definition?.kind) {
    case 'date':
      return <Day on={String(value)} />;
    case 'number':
      return format.number(String(value));
    case 'choice':
      return words(value);
    default:
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
}
