'use client';

import { useTranslations } from 'next-intl';
import type { ReactNode } from 'react';
import { useFormStatus } from 'react-dom';
import { buttonStyle, type ButtonVariant } from './button-style.ts';

interface SubmitButtonProps {
  children: ReactNode;
  variant?: ButtonVariant;
  className?: string;
  name?: string;
  value?: string;
  form?: string;
}

/** Sends its form once: while the answer is awaited it says so, keeps its width and takes no second click. */
export function SubmitButton({ children, variant, className, ...rest }: SubmitButtonProps) {
  const { pending } = useFormStatus();
  const text = useTranslations('site');
  return (
    <button
      type="submit"
      aria-disabled={pending}
      onClick={(event) => {
        if (pending) event.preventDefault();
      }}
      className={buttonStyle(variant, `relative ${className ?? ''}`)}
      {...rest}
    >
      <span className={pending ? 'invisible' : ''}>{children}</span>
      {pending ? (
        <output className="absolute inset-0 flex items-center justify-center">
          {text('busy')}
        </output>
      ) : null}
    </button>
  );
}
