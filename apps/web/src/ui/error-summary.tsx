'use client';

import { useEffect, useRef } from 'react';

export interface FieldError {
  /** Id of the control at fault, when one is. */
  fieldId: string | null;
  message: string;
}

/** Says on top of a form what is wrong, with a link to each field; takes the focus when it appears. */
export function ErrorSummary({ title, errors }: { title: string; errors: FieldError[] }) {
  const box = useRef<HTMLDivElement>(null);
  const messages = errors.map((error) => error.message).join('\n');
  useEffect(() => {
    if (messages !== '') box.current?.focus();
  }, [messages]);
  if (errors.length === 0) return null;
  return (
    <div
      ref={box}
      tabIndex={-1}
      role="alert"
      className="rounded-card border-2 border-stop bg-stop-wash p-4"
    >
      <h2 className="text-17">{title}</h2>
      <ul className="mt-2 grid gap-1">
        {errors.map((error) => (
          <li key={`${error.fieldId ?? ''}${error.message}`} className="font-semibold text-stop">
            {error.fieldId === null ? (
              error.message
            ) : (
              <a className="text-stop" href={`#${error.fieldId}`}>
                {error.message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
