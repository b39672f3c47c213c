import { useEffect, useState } from 'react';
import type { Emergency, Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Clock } from '@/shared/ui/Time';

/** How often the words are asked for again, in milliseconds. */
const readEvery = 3000;

interface EmergencyTalkProps {
  emergency: Emergency;
  onRead(id: string, number: number): Promise<Entry[]>;
}

/** The conversation of somebody in danger, for those who stand behind the counsellor: to read along. */
export function EmergencyTalk({ emergency, onRead }: EmergencyTalkProps) {
  const { text } = useText();
  const [entries, setEntries] = useState<readonly Entry[]>([]);
  const { id } = emergency;

  useEffect(() => {
    let [last, stopped, asking] = [0, false, false];
    setEntries([]);
    const read = async () => {
      if (asking) return;
      asking = true;
      try {
        for (let more = true; more && !stopped; ) {
          const came = await onRead(id, last);
          more = came.length > 0;
          last = came.at(-1)?.number ?? last;
          if (more && !stopped)
            setEntries((now) => [
              ...now,
              ...came.filter((entry) => entry.kind === 'message' || entry.kind === 'unknown'),
            ]);
        }
      } catch {
        // The next time asks again; what has been read stays.
      }
      asking = false;
    };
    void read();
    const timer = setInterval(() => void read(), readEvery);
    return () => {
      stopped = true;
      clearInterval(timer);
    };
  }, [id, onRead]);

  return (
    <section className="pane emergency-talk" aria-label={text.emergency.talk}>
      <header className="pane-head">
        <h2 className="pane-title">
          {text.emergency.talk} <span className="code">{emergency.label}</span>
        </h2>
      </header>
      <ol
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
        tabIndex={0}
        aria-label={text.emergency.talk}
      >
        {entries.length === 0 && <li className="nothing">{text.emergency.noTalk}</li>}
        {entries.map((entry) => (
          <li key={entry.number} className={`talk-${entry.author}`}>
            <p className="lead">
              {whoOf(entry, emergency.label)} <Clock at={entry.at} />
            </p>
            <p dir="auto">{entry.text ?? entry.what}</p>
          </li>
        ))}
      </ol>
    </section>
  );

  function whoOf(entry: Entry, label: string): string {
    if (entry.author === 'person') return text.author.person(label);
    return entry.author === 'counsellor' ? text.author.counsellor(entry.name ?? '') : text.author.bot;
  }
}
