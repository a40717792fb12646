'use client';

import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { SubmitButton } from '../ui/submit-button.tsx';
import { Part, State } from './part.tsx';

const minuteMs = 60_000;

/** What counts down, asks once more, or is busy. */
export function ActingParts() {
  return (
    <>
      <Part name="Countdown">
        {[20, 4.5, 0].map((minutes) => (
          <State key={minutes} name={`${minutes} minutes left`}>
            <Countdown leftMs={minutes * minuteMs} answeredAt={0} label="Seats held until 14:25" />
          </State>
        ))}
      </Part>
      <Part name="Submit button">
        <State name="press it: busy for three seconds, with its width">
          <form action={() => new Promise<void>((resolve) => setTimeout(resolve, 3_000))}>
            <SubmitButton>Hold seats for 20 minutes and pay</SubmitButton>
          </form>
        </State>
      </Part>
      <Part name="Confirm dialog">
        <State name="press it to open">
          <ConfirmDialog
            trigger={{ text: 'Cancel the booking', variant: 'danger' }}
            title="Give these seats back?"
            effect="2 seats on D3122 go back on sale. Nothing was charged."
            keep="Keep them"
            firstFocus="keep"
          >
            <SubmitButton variant="danger">Give them back</SubmitButton>
          </ConfirmDialog>
        </State>
      </Part>
    </>
  );
}
