import { useState } from 'react';
import type { BodyKind, ImportReport } from '@/protocol/bodies';
import { importBodies } from '@/protocol/bodyCalls';
import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { Dialog } from '@/shared/ui/Dialog';

const most = 30;

interface ImportSheetProps {
  kinds: readonly BodyKind[];
  onTaken(): void;
  onClose(): void;
}

/** Takes a file in: first it is only looked at, and every line that cannot be used is named. */
export function ImportSheet({ kinds, onTaken, onClose }: ImportSheetProps) {
  const { text, language } = useText();
  const words = text.bodies.importing;
  const [file, setFile] = useState<File | null>(null);
  const [kind, setKind] = useState('facility');
  const [report, setReport] = useState<ImportReport | null>(null);
  const [trouble, setTrouble] = useState('');
  const [busy, setBusy] = useState(false);

  async function go(check: boolean) {
    if (!file || busy) return;
    setBusy(true);
    setTrouble('');
    try {
      setReport(await importBodies(file, kind, check));
      if (!check) onTaken();
    } catch (failure) {
      setTrouble(codeOf(failure) === 'request.too_large' ? words.tooLarge : words.failed);
    }
    setBusy(false);
  }

  return (
    <Dialog title={words.title} onClose={onClose} className="bodies-sheet">
      <p className="lead">{words.lead}</p>
      <label className="body-field">
        <span>{words.file}</span>
        <input
          type="file"
          accept=".json,.zip,.csv,.tsv,.txt"
          onChange={(event) => {
            setFile(event.target.files?.[0] ?? null);
            setReport(null);
          }}
        />
      </label>
      <label className="body-field">
        <span>{words.kind}</span>
        <select value={kind} onChange={(event) => setKind(event.target.value)}>
          {kinds
            .filter((one) => !one.mayReceive)
            .map((one) => (
              <option key={one.code} value={one.code}>
                {one[language]}
              </option>
            ))}
        </select>
      </label>
      <div role="status">
        {report && (
          <>
            <p>{report.check ? words.checked : words.taken}</p>
            <p>{words.counts(report.added, report.changed, report.unchanged, report.refused)}</p>
          </>
        )}
      </div>
      {report && report.problems.length > 0 && (
        <>
          <h3>{words.problems}</h3>
          <ul className="import-problems">
            {report.problems.slice(0, most).map((problem) => (
              <li key={`${problem.file} ${problem.line} ${problem.column} ${problem.field} ${problem.fault}`}>
                <span className={`tag ${problem.refused ? 'tag-amber' : ''}`}>
                  {words.place(problem.file, problem.line, problem.column)}
                </span>{' '}
                {text.bodies.field[problem.field] ?? problem.field} {text.bodies.fault[problem.fault] ?? problem.fault}
                {problem.value && <q className="problem-value">{problem.value}</q>}
              </li>
            ))}
          </ul>
          {report.problemsInAll > most && <p>{words.moreProblems(report.problemsInAll - most)}</p>}
        </>
      )}
      <p className="trouble" role="alert">
        {trouble}
      </p>
      <div className="dialog-acts">
        <button type="button" onClick={onClose}>
          {words.close}
        </button>
        <button type="button" aria-disabled={!file || busy} onClick={() => go(true)}>
          {words.check}
        </button>
        <button
          type="button"
          className="primary"
          aria-disabled={!report?.check || busy}
          onClick={() => report?.check && go(false)}
        >
          {words.take}
        </button>
      </div>
    </Dialog>
  );
}
