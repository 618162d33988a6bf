import { cloneElement, type ReactElement, type ReactNode } from 'react';

interface Control {
  id?: string;
  'aria-invalid'?: boolean;
  'aria-describedby'?: string;
  className?: string;
}

/** Label above, help under, the error beside the field in a sentence. */
export function Field(props: {
  id: string;
  label: string;
  help?: ReactNode;
  error?: string | false;
  children: ReactElement<Control>;
}) {
  const { id, label, help, error, children } = props;
  const described = error ? `${id}-error` : help ? `${id}-help` : undefined;
  return (
    <div className={error ? 'field wrong' : 'field'}>
      <label htmlFor={id}>{label}</label>
      {cloneElement(children, {
        id,
        'aria-invalid': Boolean(error),
        'aria-describedby': described,
        className: children.props.className ?? 'input',
      })}
      {error ? (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      ) : (
        help && (
          <p className="field-help" id={`${id}-help`}>
            {help}
          </p>
        )
      )}
    </div>
  );
}
