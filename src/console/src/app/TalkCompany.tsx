import type { Held } from '@/features/conversation/mine';
import { CompanyBar } from '@/features/together/CompanyBar';

interface TalkCompanyProps {
  held: Held;
  draft: string;
  onDraft(id: string, text: string): void;
}

/** Who else is in the talk that is open; an introduction goes into its field, below what stands there already. */
export function TalkCompany({ held, draft, onDraft }: TalkCompanyProps) {
  const { id } = held.card;
  return (
    <CompanyBar
      key={id}
      talk={id}
      entries={held.log.entries}
      ended={held.ended !== null}
      onIntroduce={(words) => onDraft(id, draft ? `${draft}\n${words}` : words)}
    />
  );
}
