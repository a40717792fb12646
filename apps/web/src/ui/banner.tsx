import type { ReactNode } from 'react';
import { CheckIcon, HurryIcon, InfoIcon, StopIcon } from './icons.tsx';

export type BannerTone = 'info' | 'good' | 'caution' | 'stop';

const tones: Record<BannerTone, { style: string; icon: () => ReactNode }> = {
  info: { style: 'border-brand bg-brand-wash text-ink', icon: InfoIcon },
  good: { style: 'border-go bg-card text-ink', icon: CheckIcon },
  caution: { style: 'border-caution bg-caution-wash text-ink', icon: HurryIcon },
  stop: { style: 'border-stop bg-stop-wash text-ink', icon: StopIcon },
};

const iconColour: Record<BannerTone, string> = {
  info: 'text-brand',
  good: 'text-go',
  caution: 'text-caution',
  stop: 'text-stop',
};

interface BannerProps {
  tone: BannerTone;
  title?: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** A message that stands in the page, with an icon of its own shape per tone. */
export function Banner({ tone, title, children, action }: BannerProps) {
  const { style, icon: Icon } = tones[tone];
  return (
    <div
      className={`flex flex-wrap items-start gap-x-4 gap-y-3 rounded-card border-l-4 p-4 ${style}`}
    >
      <span className={`mt-0.5 ${iconColour[tone]}`}>
        <Icon />
      </span>
      <div className="min-w-48 flex-1">
        {title ? <h2 className="text-17">{title}</h2> : null}
        {children ? <div className="max-w-[68ch]">{children}</div> : null}
      </div>
      {action ? <div className="flex flex-wrap gap-3">{action}</div> : null}
    </div>
  );
}
