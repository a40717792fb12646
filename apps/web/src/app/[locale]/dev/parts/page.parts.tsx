import { ClientMessages } from '../../../../i18n/client-messages.tsx';
import { pageWords, type PageProps } from '../../../../page-props.ts';
import { ActingParts } from '../../../../parts/acting-parts.tsx';
import { InputParts } from '../../../../parts/input-parts.tsx';
import { MessageParts } from '../../../../parts/message-parts.tsx';
import { PickerParts } from '../../../../parts/picker-parts.tsx';
import { SeatParts } from '../../../../parts/seat-parts.tsx';
import { TrainParts } from '../../../../parts/train-parts.tsx';

/** Every part of the site with all its states, for those who draw and judge them. */
export default async function PartsPage({ params }: Pick<PageProps, 'params'>) {
  const words = await pageWords(params);
  return (
    <div className="page-width grid grid-cols-[minmax(0,1fr)] gap-12 py-8">
      <title>Parts</title>
      <h1 className="text-34">Parts</h1>
      <TrainParts words={words} />
      <MessageParts words={words} />
      <ClientMessages
        locale={words.locale}
        areas={['search', 'booking', 'book', 'seatPlan', 'refusal']}
      >
        <InputParts />
        <PickerParts />
        <SeatParts />
        <ActingParts />
      </ClientMessages>
    </div>
  );
}
