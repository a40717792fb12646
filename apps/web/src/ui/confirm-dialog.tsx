'use client';

import { Dialog } from 'radix-ui';
import { type ReactNode, useRef } from 'react';
import { buttonStyle, type ButtonVariant } from './button-style.ts';

interface ConfirmDialogProps {
  /** The button that opens it; absent when the page opens it by itself. */
  trigger?: { text: string; variant?: ButtonVariant; className?: string };
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  title: string;
  effect: string;
  keep: string;
  /** Where the focus goes first: what cannot be undone begins at the way back. */
  firstFocus: 'keep' | 'form';
  /** The form with the confirming button, and fields such as a reason. */
  children: ReactNode;
}

/** Asks once more before something that cannot be undone: effect first, then the two ways on. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { trigger, isOpen, onOpenChange, title, effect, keep, firstFocus, children } = props;
  const keepButton = useRef<HTMLButtonElement>(null);
  const control = {
    ...(isOpen === undefined ? {} : { open: isOpen }),
    ...(onOpenChange === undefined ? {} : { onOpenChange }),
  };
  return (
    <Dialog.Root {...control}>
      {trigger ? (
        <Dialog.Trigger className={buttonStyle(trigger.variant ?? 'quiet', trigger.className)}>
          {trigger.text}
        </Dialog.Trigger>
      ) : null}
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Dialog.Content
          onOpenAutoFocus={(event) => {
            if (firstFocus === 'form') return;
            event.preventDefault();
            keepButton.current?.focus();
          }}
          className="fixed top-1/2 left-1/2 z-50 max-h-[calc(100dvh-32px)] w-[min(480px,calc(100vw-32px))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-card bg-card p-6 text-ink shadow-float"
        >
          <Dialog.Title className="text-20">{title}</Dialog.Title>
          <Dialog.Description className="mt-2 text-15">{effect}</Dialog.Description>
          <div className="mt-5 flex flex-wrap items-end justify-end gap-3 max-sm:flex-col max-sm:items-stretch max-sm:[&>form]:grid max-sm:[&>form]:gap-3">
            {children}
            <Dialog.Close ref={keepButton} className={buttonStyle('quiet')}>
              {keep}
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
