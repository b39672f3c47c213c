import type { PartPrice } from '@/protocol/messages';
import { moneyOf } from '@/shared/money';
import { useText } from '@/shared/text/TextContext';
import { smsParts } from './smsParts';

interface SmsCostProps {
  draft: string;
  maxLength: number;
  price: PartPrice | null;
}

/** In how many parts the words will travel, and what that costs, before they are sent. It changes with the parts, not with each letter. */
export function SmsCost({ draft, maxLength, price }: SmsCostProps) {
  const { text, language } = useText();
  const parts = smsParts(draft);
  const cost = price && moneyOf(parts * price.amount, price.currency, language);
  return (
    <p className="composer-cost" aria-live="polite">
      {parts === 0 ? text.composer.smsLimit(maxLength) : text.composer.smsParts(parts, cost)}
    </p>
  );
}
