import type { ReactNode } from 'react';
import type { Shift } from '@/protocol/roster';
import { languageName } from '@/shared/text/languageName';
import { useText } from '@/shared/text/TextContext';
import { inJapan, span } from './times';

interface ShiftRowProps {
  shift: Shift;
  timeZone: string;
  /** Whether it is said who has it. */
  named?: boolean;
  children?: ReactNode;
}

/** One place on the roster: when by the reader's clock and by Japan's, as what, who, and what can be done. */
export function ShiftRow({ shift, timeZone, named, children }: ShiftRowProps) {
  const { text, language } = useText();
  const words = text.roster;
  const there = inJapan(shift, timeZone, language);
  const spoken = shift.languages.map((code) => languageName(code, language));
  const asks = [words.roles[shift.role], ...spoken, ...shift.skills].join(text.listComma);
  return (
    <li>
      <p className="shift-when">
        <strong>{span(shift, timeZone, language)}</strong>
        {there && <span className="lead"> {words.inJapan(there)}</span>}
      </p>
      <p>
        {asks}
        {named && (
          <>
            {' · '}
            {shift.name ?? <span className="shift-open">{words.openPlace}</span>}
          </>
        )}
      </p>
      {shift.offered && <p className="lead">{words.offered}</p>}
      {shift.mine && shift.mayDecline && <p className="lead">{words.given}</p>}
      {children && <p className="over-acts">{children}</p>}
    </li>
  );
}
