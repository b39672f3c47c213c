import { Send } from 'lucide-react';
import { useState } from 'react';
import type { EmergencySheet } from '@/protocol/messages';
import { newId } from '@/shared/newId';
import { useText } from '@/shared/text/TextContext';
import { exactTime } from '@/shared/time';

interface CardForPersonProps {
  sheet: EmergencySheet;
  /** There is nobody to send it to. */
  gone: boolean;
  onSend(clientId: string): Promise<void>;
}

/** What the person would read, and one tap to send it. */
export function CardForPerson({ sheet, gone, onSend }: CardForPersonProps) {
  const { text, language } = useText();
  const words = text.emergency.card;
  const [clientId, setClientId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState('');
  const sent = sheet.emergency.cardAt;

  async function send() {
    if (busy) return;
    setBusy(true);
    try {
      // The same id until it has arrived: a repetition is not sent twice.
      await onSend(clientId);
      setClientId(newId());
      setTrouble('');
    } catch {
      setTrouble(text.emergency.failed);
    }
    setBusy(false);
  }

  const { partner } = sheet.emergency;
  return (
    <section className="emergency-card">
      <h3>{words.title}</h3>
      {partner && !gone && <p className="amber-note">{words.toPartner(partner)}</p>}
      <blockquote lang={sheet.language.startsWith('ja') ? 'ja' : sheet.language} dir="auto">
        {sheet.card}
      </blockquote>
      {gone ? (
        <p className="lead">{words.gone}</p>
      ) : (
        <p className="emergency-row">
          <button type="button" className={sent ? '' : 'primary'} aria-disabled={busy} onClick={send}>
            <Send size={16} aria-hidden="true" />
            {sent ? words.again : words.send}
          </button>
          <span className="lead" role="status">
            {sent ? words.sent(exactTime(sent, language)) : words.lead}
          </span>
        </p>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </section>
  );
}
