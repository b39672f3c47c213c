import { BellRing, FileText, Volume2 } from 'lucide-react';
import { useState } from 'react';
import type { Emergency, Me } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { Ago } from '@/shared/ui/Time';
import { isNobodyThere, rings } from './model';

interface AlarmBarProps {
  emergencies: readonly Emergency[];
  me: Me | null;
  serverNow: number;
  /** Whether a sound could be heard. */
  audible: boolean;
  onAllow(): void;
  onAcknowledge(id: string): Promise<void>;
  onOpen(id: string): void;
}

/** Those in danger now, across the desk until two people have closed it; read out when it begins. */
export function AlarmBar({ emergencies, me, serverNow, audible, onAllow, onAcknowledge, onOpen }: AlarmBarProps) {
  const { text } = useText();
  return (
    <>
      {!audible && (
        <div className="banner sound-locked">
          <p>{text.emergency.sound.locked}</p>
          <button type="button" className="small" onClick={onAllow}>
            <Volume2 size={16} aria-hidden="true" />
            {text.emergency.sound.allow}
          </button>
        </div>
      )}
      <section className="alarms" aria-label={text.emergency.region}>
        {emergencies.map((one) => (
          <AlarmLine
            key={one.id}
            emergency={one}
            mine={rings(one, me)}
            now={serverNow}
            onAcknowledge={onAcknowledge}
            onOpen={onOpen}
          />
        ))}
      </section>
    </>
  );
}

interface AlarmLineProps {
  emergency: Emergency;
  mine: boolean;
  now: number;
  onAcknowledge(id: string): Promise<void>;
  onOpen(id: string): void;
}

function AlarmLine({ emergency, mine, now, onAcknowledge, onOpen }: AlarmLineProps) {
  const { text } = useText();
  const words = text.emergency;
  const [trouble, setTrouble] = useState('');
  const alone = isNobodyThere(emergency) && emergency.acknowledged.length === 0;
  const names = emergency.acknowledged.map((one) => one.name ?? '').join(text.listComma);
  return (
    <div className={`alarm ${mine ? 'is-ringing' : ''}`}>
      <div className="alarm-words" role={mine || alone ? 'alert' : 'status'}>
        <p className="alarm-who">
          <strong>
            <span aria-hidden="true">▲</span> {words.title(emergency.label)}
          </strong>
          <span>{text.channel[emergency.channel]}</span>
          <span>{emergency.counsellor ?? words.nobodyHas}</span>
        </p>
        {!alone && (
          <p>
            {emergency.ringsAt.length > 0
              ? emergency.ringsAt.includes('coordinator') && emergency.escalatedAt
                ? words.escalated
                : words.rings(emergency.acknowledged.length, emergency.needed)
              : words.answered(names)}
            {emergency.ringsAt.length > 0 && names && ` ${words.answered(names)}`}
          </p>
        )}
        {isNobodyThere(emergency) && emergency.acknowledged.length === 0 && (
          <p className="alarm-alone">{words.nobody}</p>
        )}
        {emergency.supervisors === 1 && <p>{words.onlyOne}</p>}
        {(emergency.supervisors === null || emergency.supervisors === undefined) && <p>{words.unseen}</p>}
        {trouble && <p>{trouble}</p>}
      </div>
      <span className="alarm-since">
        <Ago at={emergency.openedAt} now={now} />
      </span>
      <div className="alarm-acts">
        {mine && (
          <button
            type="button"
            className="alarm-heard"
            aria-label={words.acknowledgeOf(emergency.label)}
            onClick={() =>
              onAcknowledge(emergency.id).then(
                () => setTrouble(''),
                () => setTrouble(words.failed),
              )
            }
          >
            <BellRing size={16} aria-hidden="true" />
            {words.acknowledge}
          </button>
        )}
        <button type="button" aria-label={words.openOf(emergency.label)} onClick={() => onOpen(emergency.id)}>
          <FileText size={16} aria-hidden="true" />
          {words.open}
        </button>
      </div>
    </div>
  );
}
