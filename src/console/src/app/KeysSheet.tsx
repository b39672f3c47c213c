import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

export function KeysSheet({ onClose }: { onClose(): void }) {
  const { text } = useText();
  const keys: [string[], string][] = [
    [['Alt', 'N'], text.queue.take],
    [['Alt', 'Y'], text.keys.accept],
    [['Alt', 'J'], text.keys.next],
    [['Alt', 'K'], text.keys.previous],
    [['Alt', '1–9'], text.keys.nth],
    [['Alt', 'M'], text.keys.message],
    [['Ctrl', 'Enter'], text.composer.send],
    [['Alt', 'P'], text.keys.phrases],
    [['Alt', 'Q'], text.conversation.close],
    [['Alt', 'I'], text.keys.card],
    [['Alt', 'S'], text.keys.state],
    [['?'], text.keys.sheet],
    [['Esc'], text.tools.close],
  ];
  return (
    <Dialog title={text.keys.title} onClose={onClose} className="keys-sheet">
      <p className="lead">{text.keys.lead}</p>
      <dl className="keys">
        {keys.map(([combination, words]) => (
          <div key={words}>
            <dt>
              {combination.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-acts">
        <button type="button" className="primary" onClick={onClose}>
          {text.tools.close}
        </button>
      </div>
    </Dialog>
  );
}
