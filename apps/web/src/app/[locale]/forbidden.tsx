import { PlainNotice } from '../../passenger/plain-notice.tsx';

export default function ForbiddenPage() {
  return <PlainNotice status={403} />;
}
