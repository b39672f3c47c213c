import { useText } from '@/shared/text/TextContext';

/** The first day: three steps, said once. */
export function Welcome({ onDone }: { onDone(): void }) {
  const { text } = useText();
  return (
    <div className="resting">
      <div className="welcome">
        <h2>{text.welcome.title}</h2>
        <p className="lead">{text.welcome.lead}</p>
        <ol>
          {text.welcome.steps.map((step) => (
            <li key={step.title}>
              <strong>{step.title}</strong>
              <span>{step.body}</span>
            </li>
          ))}
        </ol>
        <p className="card-foot">{text.welcome.keysHint}</p>
        <button type="button" className="primary" onClick={onDone}>
          {text.welcome.done}
        </button>
      </div>
    </div>
  );
}

/** Nobody is selected: what is, and what one can do. */
export function Resting({ holding, available }: { holding: boolean; available: boolean }) {
  const { text } = useText();
  return (
    <div className="resting">
      <div className="resting-words">
        <h2>{holding ? text.conversation.restingTitle : text.conversation.restingNobody}</h2>
        <p>
          {holding
            ? text.conversation.restingPick
            : available
              ? text.conversation.restingAvailable
              : text.conversation.restingAway}
        </p>
      </div>
    </div>
  );
}
