import { useText } from '@/shared/text/TextContext';

interface StandingProps {
  kind: 'starting' | 'unreachable' | 'denied';
  onSignOut(): void;
}

/** What is shown before there is a desk: opening, no server, or no permission. */
export function Standing({ kind, onSignOut }: StandingProps) {
  const { text } = useText();
  const words = {
    starting: [text.session.startingTitle, ''],
    unreachable: [text.session.offlineTitle, text.session.offlineLead],
    denied: [text.session.deniedTitle, text.session.deniedLead],
  }[kind];
  return (
    <main className="door">
      <div className="door-card" role="status">
        <p className="door-mark">{text.product}</p>
        <h1>{words[0]}</h1>
        {words[1] && <p className="lead">{words[1]}</p>}
        {kind === 'denied' && (
          <button type="button" className="wide" onClick={onSignOut}>
            {text.session.signOut}
          </button>
        )}
      </div>
    </main>
  );
}
