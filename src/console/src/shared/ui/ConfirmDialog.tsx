import { useState } from 'react';
import { Dialog } from './Dialog';

interface ConfirmDialogProps {
  title: string;
  lead: string;
  confirm: string;
  cancel: string;
  failed: string;
  onConfirm(): Promise<void>;
  onCancel(): void;
}

/** A quiet question with two plain answers. */
export function ConfirmDialog({ title, lead, confirm, cancel, failed, onConfirm, onCancel }: ConfirmDialogProps) {
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  async function go() {
    if (busy) return;
    setBusy(true);
    try {
      await onConfirm();
    } catch {
      setTrouble(failed);
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onCancel}>
      <p>{lead}</p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="dialog-acts">
        <button type="button" onClick={onCancel}>
          {cancel}
        </button>
        <button type="button" className="primary" aria-disabled={busy} onClick={go}>
          {confirm}
        </button>
      </div>
    </Dialog>
  );
}
