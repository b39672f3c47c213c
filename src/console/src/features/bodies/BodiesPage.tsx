import { ArrowLeft } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { Body, BodyEntry } from '@/protocol/bodies';
import * as calls from '@/protocol/bodyCalls';
import { codeOf } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';
import { ReasonDialog } from '@/shared/ui/ReasonDialog';
import { BodyDetail } from './BodyDetail';
import { BodyForm } from './BodyForm';
import { BodyList } from './BodyList';
import { emptyEntry } from './draft';
import { ExportSheet } from './ExportSheet';
import { anything, Filters } from './Filters';
import { ImportSheet } from './ImportSheet';
import { useDirectory } from './useDirectory';

interface BodiesPageProps {
  /** Whether this person keeps the directory. */
  keeps: boolean;
  onBack?: (() => void) | undefined;
}

type Sheet = 'import' | 'export' | 'disable' | null;

/** つなぎ先: the directory, to look into and to keep. */
export function BodiesPage({ keeps, onBack }: BodiesPageProps) {
  const { text } = useText();
  const words = text.bodies;
  const [wanted, setWanted] = useState(anything);
  const { list, kinds, unread, read } = useDirectory(wanted);
  const [body, setBody] = useState<Body | null>(null);
  const [writing, setWriting] = useState<'new' | 'change' | null>(null);
  const [sheet, setSheet] = useState<Sheet>(null);
  const [told, setTold] = useState('');

  const open = useCallback(
    async (id: string) => {
      setWriting(null);
      setTold('');
      try {
        setBody(await calls.findBody(id));
      } catch (failure) {
        setTold(words.refused[codeOf(failure)] ?? words.unread);
      }
    },
    [words],
  );

  function taken(changed: calls.Changed) {
    setWriting(null);
    setSheet(null);
    setBody(changed.body);
    setTold(words.done[changed.outcome]);
    void read();
  }

  async function act(work: Promise<calls.Changed>) {
    try {
      taken(await work);
    } catch (failure) {
      const code = codeOf(failure);
      setTold(words.refused[code] ?? words.unread);
      if (code === 'body.changed' && body) setBody(await calls.findBody(body.id).catch(() => body));
    }
  }

  const save = async (entry: BodyEntry) =>
    taken(
      writing === 'new' || !body ? await calls.addBody(entry) : await calls.changeBody(body.id, body.version, entry),
    );
  const shown = writing !== null || body !== null;

  return (
    <main className={`bodies ${shown ? 'has-body' : ''}`}>
      <section className="bodies-left" aria-label={words.list}>
        <div className="bodies-head">
          {onBack && (
            <button type="button" className="quiet" onClick={onBack}>
              <ArrowLeft size={18} aria-hidden="true" />
              {words.back}
            </button>
          )}
          <h1>{words.title}</h1>
          {list && <span className="count">{words.count(list.total)}</span>}
          {list && list.waiting > 0 && <span className="tag tag-amber">{words.waiting(list.waiting)}</span>}
        </div>
        {keeps && (
          <div className="body-acts">
            <button type="button" onClick={() => setWriting('new')}>
              {words.add}
            </button>
            <button type="button" onClick={() => setSheet('import')}>
              {words.imports}
            </button>
            <button type="button" onClick={() => setSheet('export')}>
              {words.exports}
            </button>
          </div>
        )}
        <Filters
          wanted={wanted}
          kinds={kinds}
          keeps={keeps}
          onChange={(change) => setWanted({ ...wanted, ...change })}
        />
        {unread && (
          <p className="trouble" role="alert">
            {words.unread}{' '}
            <button type="button" className="small" onClick={() => read()}>
              {words.again}
            </button>
          </p>
        )}
        {list && list.bodies.length === 0 && (
          <p className="nothing">{keeps && wanted === anything ? words.empty : words.none}</p>
        )}
        {list && <BodyList bodies={list.bodies} kinds={kinds} selected={body?.id ?? null} onSelect={open} />}
        {list && list.bodies.length < list.total && (
          <button type="button" className="wide" onClick={() => read(list.bodies.length)}>
            {words.more}
          </button>
        )}
      </section>
      <section className="bodies-right" aria-label={words.title}>
        {shown && (
          <button
            type="button"
            className="quiet bodies-return"
            onClick={() => {
              setBody(null);
              setWriting(null);
            }}
          >
            <ArrowLeft size={18} aria-hidden="true" />
            {words.list}
          </button>
        )}
        <p className="bodies-told" role="status">
          {told}
        </p>
        {writing ? (
          <BodyForm
            key={`${writing} ${body?.id}`}
            entry={writing === 'change' && body ? (body.proposal?.entry ?? body.entry) : emptyEntry}
            kinds={kinds}
            onSave={save}
            onCancel={() => setWriting(null)}
          />
        ) : body ? (
          <BodyDetail
            key={body.id}
            body={body}
            kinds={kinds}
            onEdit={() => setWriting('change')}
            onApprove={() => act(calls.approveBody(body.id, body.version))}
            onDecline={() => act(calls.declineBody(body.id, body.version))}
            onDisable={() => setSheet('disable')}
            onEnable={() => act(calls.enableBody(body.id))}
            onTellAddress={() => calls.tellAddress(body.id)}
          />
        ) : (
          <p className="nothing">{words.pick}</p>
        )}
      </section>
      {sheet === 'import' && <ImportSheet kinds={kinds} onTaken={read} onClose={() => setSheet(null)} />}
      {sheet === 'export' && <ExportSheet onClose={() => setSheet(null)} />}
      {sheet === 'disable' && body && (
        <ReasonDialog
          title={words.disableTitle(body.entry.name)}
          lead={words.disableLead}
          confirm={words.disableConfirm}
          about={words.disableReason}
          refused={(failure) => words.refused[codeOf(failure)]}
          onCancel={() => setSheet(null)}
          onConfirm={async (reason) => taken(await calls.disableBody(body.id, reason))}
        />
      )}
    </main>
  );
}
