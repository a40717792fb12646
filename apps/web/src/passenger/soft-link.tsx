'use client';

import { useRouter } from 'next/navigation';
import { type MouseEvent, type ReactNode, useTransition } from 'react';

interface SoftLinkProps {
  href: string;
  /** `refresh`: the same page with newer facts. */
  goes: 'there' | 'refresh';
  isCurrent?: boolean;
  className?: string;
  children: ReactNode;
}

/** A link that changes the page in place: focus and scroll stay where they are. Without scripts, a plain link. */
export function SoftLink({ href, goes, isCurrent, className, children }: SoftLinkProps) {
  const router = useRouter();
  const [isBusy, start] = useTransition();
  function follow(event: MouseEvent): void {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    start(() => (goes === 'refresh' ? router.refresh() : router.replace(href, { scroll: false })));
  }
  return (
    <a
      href={href}
      onClick={follow}
      aria-current={isCurrent ? 'true' : undefined}
      aria-busy={isBusy}
      className={className}
    >
      {children}
    </a>
  );
}
