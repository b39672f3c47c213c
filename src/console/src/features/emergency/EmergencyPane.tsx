import { Printer, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { EmergencySheet, Me } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';
import { exactTime } from '@/shared/time';
import { CallList } from './CallList';
import { CardForPerson } from './CardForPerson';
import { EndEmergency } from './EndEmergency';
import { isNobodyThere } from './model';
import { Worksheet } from './Worksheet';

/** The acts of an emergency; each rejects when it did not arrive or was refused. */
export interface EmergencyActs {
  readEmergency(id: string): Promise<EmergencySheet>;
  writeWorksheet(id: string, revision: number, fields: Record<string, string>): Promise<EmergencySheet>;
  recordCall(id: string, clientId: string, fields: Record<string, string>): Promise<void>;
  confirmCall(id: string, number: number): Promise<void>;
  sendCard(id: string, clientId: string): Promise<void>;
  proposeClosing(id: string, outcome: string, note: string): Promise<void>;
  confirmClosing(id: string, number: number): Promise<void>;
}

interface EmergencyPaneProps {
  id: string;
  /** The newest step that the desk knows of: with each new one the sheet is read again. */
  lastStep: number;
  me: Me | null;
  acts: EmergencyActs;
  onShut(): void;
}

/** 緊急対応記録, beside the talk. */
export function EmergencyPane({ id, lastStep, me, acts, onShut }: EmergencyPaneProps) {
  const { text, language } = useText();
  const words = text.emergency;
  const [sheet, setSheet] = useState<EmergencySheet | null>(null);
  const [trouble, setTrouble] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const { readEmergency } = acts;
  const read = useCallback(
    () =>
      readEmergency(id).then(
        (now) => {
          setSheet(now);
          setTrouble('');
        },
        () => setTrouble(words.unread),
      ),
    [readEmergency, id, words],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new step is read.
  useEffect(() => void read(), [read, lastStep]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another emergency is another page.
  useEffect(() => heading.current?.focus(), [id]);

  const emergency = sheet?.emergency;
  const over = Boolean(emergency?.closedAt);
  return (
    <section
      className="card emergency"
      aria-label={words.sheet}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls.
      tabIndex={0}
      onKeyDown={(event) => event.key === 'Escape' && onShut()}
    >
      <header className="emergency-head">
        <h2 ref={heading} tabIndex={-1}>
          <span aria-hidden="true">▲</span> {words.sheet} <span className="code">{emergency?.label}</span>
        </h2>
        <button type="button" className="quiet icon" title={words.printed} onClick={() => window.print()}>
          <Printer size={18} aria-hidden="true" />
          <span className="sr-only">{words.printed}</span>
        </button>
        <button type="button" className="quiet icon" title={words.close} onClick={onShut}>
          <X size={18} aria-hidden="true" />
          <span className="sr-only">{words.close}</span>
        </button>
      </header>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      {sheet && emergency && (
        <>
          <p className="emergency-since">
            {words.since}: {exactTime(emergency.openedAt, language)}
            {text.listComma}
            {emergency.openedBy ? words.by(emergency.openedBy) : words.byTriage}
          </p>
          {over && <p className="amber-note">{words.over}</p>}
          {!over && isNobodyThere(emergency) && <p className="alarm-alone">{words.nobody}</p>}
          {!over && (
            <CardForPerson
              sheet={sheet}
              onSend={(clientId) => acts.sendCard(id, clientId).then(read)}
              gone={emergency.stage === 'closed' || emergency.stage === 'intake'}
            />
          )}
          <Worksheet
            key={id}
            sheet={sheet}
            over={over}
            onSave={async (fields, revision) => setSheet(await acts.writeWorksheet(id, revision, fields))}
            onRead={read}
          />
          <CallList
            sheet={sheet}
            over={over}
            me={me}
            onRecord={(clientId, fields) => acts.recordCall(id, clientId, fields).then(read)}
            onConfirm={(number) => acts.confirmCall(id, number).then(read)}
          />
          {!over && (
            <EndEmergency
              sheet={sheet}
              me={me}
              onPropose={(outcome, note) => acts.proposeClosing(id, outcome, note).then(read)}
              onAgree={(number) => acts.confirmClosing(id, number).then(read)}
            />
          )}
          <h3>{words.steps}</h3>
          <ol className="emergency-steps">
            {sheet.steps.map((step) => (
              <li key={step.number}>
                <time dateTime={step.at}>{exactTime(step.at, language)}</time> {step.name ?? text.author.system}:{' '}
                {words.step[step.kind] ?? step.kind}
                {step.code && ` (${words.outcomes[step.code] ?? words.grounds[step.code] ?? step.code})`}
                {step.text && ` — ${step.text}`}
                {step.kind === 'sheet' && step.fields && (
                  <span className="step-fields">
                    {Object.entries(step.fields)
                      .map(([name, value]) => `${words.fields[name] ?? name}: ${value}`)
                      .join(' / ')}
                  </span>
                )}
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}
