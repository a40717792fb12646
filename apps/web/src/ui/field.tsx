import type { ComponentProps, ReactNode } from 'react';

export const inputStyle =
  'block h-11 w-full min-w-0 rounded-control border border-control bg-card px-3 text-17 text-ink placeholder:text-muted focus-visible:outline-offset-0 aria-invalid:border-stop aria-invalid:border-2 disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted';

export interface FieldWords {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** What the control says in other words, for the eye alone: a date with its day of the week. */
  aside?: string | undefined;
}

/** Names the hint and the error of a field for assistive technology. */
export function describedBy(field: FieldWords): string | undefined {
  const ids = [field.hint ? `${field.id}-hint` : null, field.error ? `${field.id}-error` : null];
  return ids.filter((id) => id !== null).join(' ') || undefined;
}

/** Label, hint and error around one control; the error stands where the eye is, before the control. */
export function Field({ field, children }: { field: FieldWords; children: ReactNode }) {
  return (
    <div className={`flex flex-col ${field.error ? 'border-l-4 border-stop pl-3' : ''}`}>
      <p className="mb-1 flex flex-wrap items-baseline gap-x-3">
        <label htmlFor={field.id} className="text-15 font-semibold">
          {field.label}
        </label>
        {field.aside ? (
          <span aria-hidden="true" suppressHydrationWarning className="text-15 text-muted">
            {field.aside}
          </span>
        ) : null}
      </p>
      {field.hint ? (
        <p id={`${field.id}-hint`} className="mb-1 text-13 text-muted">
          {field.hint}
        </p>
      ) : null}
      {field.error ? (
        <p id={`${field.id}-error`} className="mb-1 text-15 font-semibold text-stop">
          {field.error}
        </p>
      ) : null}
      <div className="mt-auto">{children}</div>
    </div>
  );
}

type TextFieldProps = Omit<ComponentProps<'input'>, 'id'> & FieldWords;

/** A labelled text box. */
export function TextField({ id, label, hint, error, className, ...input }: TextFieldProps) {
  const field = { id, label, hint, error };
  return (
    <Field field={field}>
      <input
        id={id}
        aria-describedby={describedBy(field)}
        aria-invalid={error ? true : undefined}
        className={`${inputStyle} ${className ?? ''}`}
        {...input}
      />
    </Field>
  );
}

type SelectFieldProps = Omit<ComponentProps<'select'>, 'id'> & FieldWords;

/** A labelled choice from a short list. */
export function SelectField({
  id,
  label,
  hint,
  error,
  className,
  children,
  ...select
}: SelectFieldProps) {
  const field = { id, label, hint, error };
  return (
    <Field field={field}>
      <select
        id={id}
        aria-describedby={describedBy(field)}
        aria-invalid={error ? true : undefined}
        className={`${inputStyle} ${className ?? ''}`}
        {...select}
      >
        {children}
      </select>
    </Field>
  );
}
