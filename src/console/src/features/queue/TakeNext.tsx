import { HeartHandshake } from 'lucide-react';
import { useText } from '@/shared/text/TextContext';

interface TakeNextProps {
  busy: boolean;
  enabled: boolean;
  onTake(): void;
}

export function TakeNext({ busy, enabled, onTake }: TakeNextProps) {
  const { text } = useText();
  return (
    <button type="button" className="primary wide take-next" disabled={!enabled} aria-disabled={busy} onClick={onTake}>
      <HeartHandshake size={18} aria-hidden="true" />
      {busy ? text.queue.taking : text.queue.take}
    </button>
  );
}
