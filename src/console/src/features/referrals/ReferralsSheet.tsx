import type { ReactNode } from 'react';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';
import { Referrals } from './Referrals';

/** The hand-offs that one began, also of talks that have ended: what a body answers days later is found here. */
export function ReferralsSheet({ alone, onClose }: { alone?: ReactNode; onClose(): void }) {
  const { text } = useText();
  return (
    <Dialog title={text.referrals.list} onClose={onClose}>
      {alone}
      <Referrals />
      <div className="dialog-acts">
        <button type="button" className="primary" onClick={onClose}>
          {text.tools.close}
        </button>
      </div>
    </Dialog>
  );
}
