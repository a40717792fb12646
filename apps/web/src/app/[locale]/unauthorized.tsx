import { PlainNotice } from '../../passenger/plain-notice.tsx';

export default function UnauthorizedPage() {
  return <PlainNotice status={401} />;
}
