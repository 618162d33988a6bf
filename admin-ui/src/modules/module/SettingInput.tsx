import { maxLength, maxValue, minValue, regex, required } from 'ra-core';
import { BooleanInput, NumberInput, SelectInput, TextInput } from 'ra-ui-materialui';
import type { SettingsProperty } from '../../api/models';
import { useT } from '../../ui/useT';
import { settingType } from './settings';

/** One field for one property of a settings schema. */
export function SettingInput(props: {
  name: string;
  property: SettingsProperty;
  required: boolean;
}) {
  const { name, property } = props;
  const t = useT();
  const common = {
    source: name,
    label: property.title ?? name,
    helperText: property.description ?? false,
    defaultValue: property.default,
  } as const;
  const validate = validators(props);
  const type = settingType(property);
  if (property.enum) {
    const choices = property.enum.map((value) => ({ id: value, name: String(value) }));
    return (
      <SelectInput
        {...common}
        validate={validate}
        choices={choices}
        translateChoice={false}
        emptyText="–"
      />
    );
  }
  if (type === 'boolean') return <BooleanInput {...common} />;
  if (type === 'integer' || type === 'number') {
    return <NumberInput {...common} validate={validate} step={type === 'integer' ? 1 : 'any'} />;
  }
  if (type === 'string') return <TextInput {...common} validate={validate} />;
  return <p className="muted">{t('module-setting-unsupported', { name: common.label })}</p>;
}

function validators({
  property,
  required: needed,
}: {
  property: SettingsProperty;
  required: boolean;
}) {
  return [
    needed && required(),
    property.minimum !== undefined && minValue(property.minimum),
    property.maximum !== undefined && maxValue(property.maximum),
    property.maxLength !== undefined && maxLength(property.maxLength),
    property.pattern !== undefined && regex(new RegExp(property.pattern)),
  ].filter((validator) => validator !== false);
}
