import { useState } from 'react';
import { BodyList } from '@/features/bodies/BodyList';
import { anything, Filters } from '@/features/bodies/Filters';
import { useDirectory } from '@/features/bodies/useDirectory';
import { isFromPerson } from '@/features/conversation/log';
import type { Entry } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';

interface BodyPickerProps {
  language: string;
  /** With whom: what they told says which bodies are listed first because of a disaster. */
  talk: string;
  onBegin(id: string): void;
}

/** The directory in order for this person: who can receive now stands first. */
export function BodyPicker({ language, talk, onBegin }: BodyPickerProps) {
  const { text } = useText();
  const words = text.handoff;
  const [wanted, setWanted] = useState({ ...anything, language, talk });
  const [picked, setPicked] = useState<string | null>(null);
  const { list, kinds, unread } = useDirectory(wanted);
  const body = list?.bodies.find((one) => one.id === picked);
  return (
    <>
      <h3>{words.pick}</h3>
      <Filters
        wanted={wanted}
        kinds={kinds}
        keeps={false}
        onChange={(change) => setWanted((now) => ({ ...now, ...change }))}
      />
      <p className="trouble" role="alert">
        {unread ? words.unread : ''}
      </p>
      {list?.bodies.length === 0 && <p className="lead">{words.noBody}</p>}
      {list && <BodyList bodies={list.bodies} kinds={kinds} selected={picked} onSelect={setPicked} />}
      {body &&
        (body.informationOnly ? (
          <p className="lead" role="status">
            {words.onlyTold}
          </p>
        ) : (
          <p className="sheet-begin">
            <button type="button" className="primary" onClick={() => onBegin(body.id)}>
              {words.begin(body.name)}
            </button>
          </p>
        ))}
    </>
  );
}

/** The newest messages of the person, newest first: a sheet takes their own words from there. */
export function saidBy(entries: readonly Entry[]): Entry[] {
  return entries
    .filter((entry) => entry.kind === 'message' && isFromPerson(entry) && entry.text)
    .slice(-12)
    .reverse();
}

/** The number of the newest line on a question or a hand-off: with each new one they are read again. */
export function movedLast(entries: readonly Entry[]): number {
  return entries.findLast((entry) => entry.kind === 'consent' || entry.kind === 'handoff')?.number ?? 0;
}
