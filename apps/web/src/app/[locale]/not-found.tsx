import { PlainNotice } from '../../passenger/plain-notice.tsx';

export default function NotFoundPage() {
  return <PlainNotice status={404} />;
}
