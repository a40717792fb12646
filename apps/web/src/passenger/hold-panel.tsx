'use client';

import { useTranslations } from 'next-intl';
import { useRouter } from 'next/navigation';
import { useActionState, useCallback, useState } from 'react';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { askForTime, type BookingActState, cancel, pay } from './booking-actions.ts';
import { SignInAgain } from './sign-in-again.tsx';
import { usePolledStatus } from './use-polled-status.ts';

export interface HoldPanelProps {
  reference: string;
  /** When the time to pay ends, as the server knows it; only compared, never counted from. */
  payBy: number;
  leftMs: number;
  answeredAt: number;
  until: string;
  amount: string;
  moreMinutes: number;
  canExtend: boolean;
  canCancel: boolean;
  isDeclined: boolean;
}

const idle: BookingActState = { kind: 'idle' };

/** The clock of a hold and what one can do before it ends: pay, ask for time once, cancel. */
export function HoldPanel(props: HoldPanelProps) {
  const { reference, leftMs, answeredAt, until, amount, moreMinutes, canExtend, canCancel } = props;
  const words = useTranslations('booking');
  const site = useTranslations('site.actions');
  const [payState, payNow] = useActionState(pay, idle);
  const [timeState, askTime] = useActionState(askForTime, idle);
  const [cancelState, cancelNow] = useActionState(cancel, idle);
  const warning = useWarning(canExtend);
  const router = useRouter();
  const onOver = useCallback(() => router.refresh(), [router]);
  const { payBy, isDeclined: declined } = props;
  usePolledStatus({ reference, shown: { phase: 'held', declined, payBy }, everyMs: 3_000 });
  const field = <input type="hidden" name="reference" value={reference} />;
  return (
    <div className="grid gap-5">
      <Countdown
        leftMs={leftMs}
        answeredAt={answeredAt}
        label={words('held.left')}
        onTwoMinutes={warning.show}
        onOver={onOver}
      />
      <Refusals states={[payState, timeState, cancelState]} />
      {timeState.kind === 'done' ? (
        <output className="font-semibold text-go">{words('held.extended', { time: until })}</output>
      ) : null}
      <form action={payNow} className="grid">
        {field}
        <SubmitButton className="min-h-13 text-17">{words('held.pay', { amount })}</SubmitButton>
      </form>
      <p className="text-13 text-muted max-sm:min-h-[2lh]">
        {words('held.leaveSafe', { time: until })}
      </p>
      <div className="flex flex-wrap gap-3">
        {canExtend ? (
          <form action={askTime}>
            {field}
            <SubmitButton variant="quiet">
              {words('held.more', { minutes: moreMinutes })}
            </SubmitButton>
          </form>
        ) : null}
        {canCancel ? (
          <ConfirmDialog
            trigger={{ text: words('held.cancel'), variant: 'plain' }}
            title={words('held.cancelTitle')}
            effect={words('held.cancelText')}
            keep={site('cancel')}
            firstFocus="keep"
          >
            <form action={cancelNow}>
              {field}
              <SubmitButton variant="danger">{words('held.cancelConfirm')}</SubmitButton>
            </form>
          </ConfirmDialog>
        ) : null}
      </div>
      <ConfirmDialog
        isOpen={warning.isOpen}
        onOpenChange={warning.setIsOpen}
        title={words('held.warnTitle')}
        effect={words('held.warnText', { time: until, minutes: moreMinutes })}
        keep={words('held.continue')}
        firstFocus="form"
      >
        <form action={askTime} onSubmit={() => warning.setIsOpen(false)}>
          {field}
          <SubmitButton>{words('held.more', { minutes: moreMinutes })}</SubmitButton>
        </form>
      </ConfirmDialog>
    </div>
  );
}

/** The dialog two minutes before the end opens once, and only while more time can be had. */
function useWarning(canExtend: boolean) {
  const [isOpen, setIsOpen] = useState(false);
  const [isShown, setIsShown] = useState(false);
  const show = useCallback(() => {
    if (isShown || !canExtend) return;
    setIsShown(true);
    setIsOpen(true);
  }, [isShown, canExtend]);
  return { isOpen: isOpen && canExtend, setIsOpen, show };
}

function Refusals({ states }: { states: BookingActState[] }) {
  const refusals = useTranslations('refusal');
  const codes = states.flatMap((state) => (state.kind === 'refused' ? [state.code] : []));
  if (codes.length === 0) return null;
  return (
    <div
      role="alert"
      className="rounded-card border-l-4 border-stop bg-stop-wash p-4 font-semibold"
    >
      {[...new Set(codes)].map((code) => (
        <p key={code}>
          {refusals(code)} <SignInAgain code={code} />
        </p>
      ))}
    </div>
  );
}
