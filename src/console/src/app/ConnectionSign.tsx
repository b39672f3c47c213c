import { Cloud, CloudOff, RefreshCw } from 'lucide-react';
import { useText } from '@/shared/text/TextContext';
import type { LinkState } from './desk';

export type ShownLink = LinkState | 'catchingUp';

/** The small word at the top right. */
export function ConnectionSign({ state }: { state: ShownLink }) {
  const { text } = useText();
  const Icon = state === 'connected' ? Cloud : state === 'offline' ? CloudOff : RefreshCw;
  return (
    <p className={`connection is-${state}`} role="status">
      <Icon size={16} aria-hidden="true" />
      <span>{text.connection[state]}</span>
    </p>
  );
}

/** What still works while the connection is not there. */
export function ConnectionBanner({ state, onRetry }: { state: ShownLink; onRetry(): void }) {
  const { text } = useText();
  if (state === 'connected' || state === 'starting') return null;
  return (
    <div className="banner">
      <p>
        <strong>{text.connection[state]}</strong>
        <span>{text.connection[`${state}More`]}</span>
      </p>
      {state !== 'catchingUp' && (
        <button type="button" className="small" onClick={onRetry}>
          {text.connection.retry}
        </button>
      )}
    </div>
  );
}
