import { useState } from 'react';
import { type ExportFormat, exportAddress } from '@/protocol/bodyCalls';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

/** Lets the directory out as a file. */
export function ExportSheet({ onClose }: { onClose(): void }) {
  const { text } = useText();
  const words = text.bodies.exporting;
  const [partners, setPartners] = useState(false);
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p className="lead">{words.lead}</p>
      <label className="body-tick">
        <input type="checkbox" checked={partners} onChange={(event) => setPartners(event.target.checked)} />
        <span>{words.partners}</span>
      </label>
      <ul className="export-formats">
        {(Object.keys(words.formats) as ExportFormat[]).map((format) => (
          <li key={format}>
            <a href={exportAddress(format, partners)} download>
              {words.formats[format]}
            </a>
          </li>
        ))}
      </ul>
      <div className="dialog-acts">
        <button type="button" onClick={onClose}>
          {text.bodies.importing.close}
        </button>
      </div>
    </Dialog>
  );
}
