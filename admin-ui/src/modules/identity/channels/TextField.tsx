import { type InputHTMLAttributes, type ReactNode, useId } from 'react';
import { Field } from '../../../ui/Field';

/** A field of one line. */
export function TextField(
  props: Omit<InputHTMLAttributes<HTMLInputElement>, 'id' | 'onChange' | 'value'> & {
    label: string;
    value: string;
    help?: ReactNode;
    error?: string;
    onChange: (value: string) => void;
  },
) {
  const { label, value, help, error, onChange, ...rest } = props;
  const id = useId();
  return (
    <Field id={id} label={label} help={help} error={error}>
      <input
        type="text"
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
}
