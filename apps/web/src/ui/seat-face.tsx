interface SeatFaceProps {
  /** What stands on it: the letter, or the number where places have no letters. */
  text: string;
  state: 'free' | 'taken' | 'chosen';
  name: string;
  isTabStop: boolean;
  onChoose: () => void;
}

const box = 'figures grid place-items-center rounded-control border text-15 font-semibold';

const faces = {
  free: 'border-control bg-card text-ink hover:border-brand hover:text-brand',
  taken: 'border-dashed border-control bg-sunken text-muted cursor-not-allowed',
  chosen: 'border-brand bg-brand text-on-brand',
};

/** One seat of a plan: free is its letter in a box, taken a cross in a dashed one, chosen a tick in a filled one. */
export function SeatFace({ text, state, name, isTabStop, onChoose }: SeatFaceProps) {
  return (
    <button
      type="button"
      tabIndex={isTabStop ? 0 : -1}
      aria-label={name}
      aria-disabled={state === 'taken'}
      aria-pressed={state === 'chosen'}
      onClick={onChoose}
      className={`${box} ${faces[state]} size-full`}
    >
      <SeatMark state={state} text={text} />
    </button>
  );
}

/** The same shapes for the legend. */
export function SeatSample({ state, text }: Pick<SeatFaceProps, 'state' | 'text'>) {
  return (
    <span aria-hidden="true" className={`${box} ${faces[state]} size-7`}>
      <SeatMark state={state} text={text} />
    </span>
  );
}

function SeatMark({ state, text }: Pick<SeatFaceProps, 'state' | 'text'>) {
  if (state === 'free') return text;
  const path = state === 'taken' ? 'M5 5l10 10M15 5L5 15' : 'M4 10.5l4 4 8-9';
  return (
    <svg viewBox="0 0 20 20" aria-hidden="true" className="size-4">
      <path d={path} fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
    </svg>
  );
}
