import { Download, Eye, EyeOff, RotateCw } from 'lucide-react';
import { useId, useState } from 'react';
import type { Attachment } from '@/protocol/messages';
import { useText } from '@/shared/text/TextContext';

/** The types that the gateway hands out to be shown; everything else is a download. */
const pictures: ReadonlySet<string> = new Set(['image/jpeg', 'image/png']);

interface AttachmentCardProps {
  conversationId: string;
  /** Nothing for an entry of a time when nothing was kept. */
  attachment: Attachment | null;
}

/** What a person sent besides words: how it stands, and a way to it for whoever chooses to look. */
export function AttachmentCard({ conversationId, attachment }: AttachmentCardProps) {
  const { text } = useText();
  if (!attachment) return <p className="attachment-state">{text.attachment.notKept}</p>;
  if (attachment.state === 'here' && attachment.id) {
    const address = addressOf(conversationId, attachment.id);
    return pictures.has(attachment.type ?? '') ? (
      <Picture address={address} attachment={attachment} />
    ) : (
      <File address={address} attachment={attachment} />
    );
  }
  const state = new Map(Object.entries(text.attachment.state)).get(attachment.state) ?? text.attachment.notKept;
  return <p className={`attachment-state ${attachment.state === 'waiting' ? 'is-waiting' : ''}`}>{state}</p>;
}

/** Not even fetched before somebody chooses to look, and put away again in one tap. */
function Picture({ address, attachment }: { address: string; attachment: Attachment }) {
  const { text } = useText();
  const note = useId();
  const [open, setOpen] = useState(false);
  const [tries, setTries] = useState(0);
  const [broken, setBroken] = useState(false);

  function toggle() {
    setOpen(!open);
    setBroken(false);
  }

  return (
    <div className="attachment">
      <button
        type="button"
        className={open ? 'quiet small' : 'attachment-veil'}
        aria-expanded={open}
        aria-describedby={open ? undefined : note}
        onClick={toggle}
      >
        {open ? <EyeOff size={15} aria-hidden="true" /> : <Eye size={18} aria-hidden="true" />}
        {open ? text.attachment.hide : text.attachment.look}
      </button>
      {open && !broken && (
        <img
          key={tries}
          className="attachment-picture"
          src={address}
          alt={text.attachment.picture}
          width={attachment.width ?? undefined}
          height={attachment.height ?? undefined}
          onError={() => setBroken(true)}
        />
      )}
      {open && broken && (
        <p className="attachment-state" role="alert">
          {text.attachment.broken}{' '}
          <button
            type="button"
            className="quiet small"
            onClick={() => {
              setBroken(false);
              setTries(tries + 1);
            }}
          >
            <RotateCw size={14} aria-hidden="true" />
            {text.attachment.again}
          </button>
        </p>
      )}
      {!open && (
        <p className="attachment-note" id={note}>
          {text.attachment.mayDistress}
        </p>
      )}
    </div>
  );
}

function File({ address, attachment }: { address: string; attachment: Attachment }) {
  const { text } = useText();
  const note = useId();
  return (
    <div className="attachment">
      <a className="attachment-file" href={address} download aria-describedby={note}>
        <Download size={16} aria-hidden="true" />
        {text.attachment.save}
        {attachment.size != null && (
          <span className="attachment-size">{sizeOf(attachment.size, text.attachment.size)}</span>
        )}
      </a>
      <p className="attachment-note" id={note}>
        {text.attachment.careful}
      </p>
    </div>
  );
}

function addressOf(conversationId: string, id: string): string {
  return `/api/conversations/${encodeURIComponent(conversationId)}/attachments/${encodeURIComponent(id)}`;
}

function sizeOf(bytes: number, words: (n: string, unit: string) => string): string {
  const mb = bytes / (1024 * 1024);
  return mb >= 0.1 ? words(mb.toFixed(1), 'MB') : words(String(Math.max(1, Math.round(bytes / 1024))), 'KB');
}
