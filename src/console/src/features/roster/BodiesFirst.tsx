import { type FormEvent, useEffect, useId, useState } from 'react';
import { findBody, listBodies } from '@/protocol/bodyCalls';
import { type Disaster, listFirst } from '@/protocol/disasters';
import type { Failure } from '@/protocol/failure';
import { useText } from '@/shared/text/TextContext';

interface Named {
  id: string;
  name: string;
}

/** 災害モード: which bodies of the directory are listed first for people of its areas while it holds. */
export function BodiesFirst({ disaster, onDone }: { disaster: Disaster; onDone(): void }) {
  const { text } = useText();
  const words = text.disasters;
  const field = useId();
  const ids = disaster.plan.bodies ?? [];
  const key = ids.join(' ');
  const [named, setNamed] = useState<Named[]>([]);
  const [wanted, setWanted] = useState('');
  const [found, setFound] = useState<Named[] | null>(null);
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);

  useEffect(() => {
    // One that is not in the directory any more can still be taken away here.
    const nameOf = (id: string) =>
      findBody(id).then(
        (body) => ({ id, name: body.entry.name }),
        () => ({ id, name: words.bodyGone }),
      );
    void Promise.all(key.split(' ').filter(Boolean).map(nameOf)).then(setNamed);
  }, [key, words]);

  async function put(body: string, first: boolean) {
    setBusy(true);
    try {
      await listFirst(disaster.id, body, first);
      setNote(first ? words.bodyNamed : words.bodyTaken);
    } catch (failure) {
      setNote((failure as Failure).code === 'disaster.bodies_full' ? words.bodiesFull : words.failed);
    } finally {
      setBusy(false);
      onDone();
    }
  }

  async function search(event: FormEvent) {
    event.preventDefault();
    try {
      const query = new URLSearchParams(wanted.trim() ? { q: wanted.trim(), all: '1' } : { all: '1' });
      const { bodies } = await listBodies(query);
      const open = bodies.filter((body) => body.state === 'active' && !ids.includes(body.id));
      setFound(open.slice(0, 10).map(({ id, name }) => ({ id, name })));
      setNote(open.length === 0 ? words.noBody : '');
    } catch {
      setNote(words.failed);
    }
  }

  const row = (body: Named, first: boolean) => (
    <li key={body.id}>
      <span>{body.name}</span>
      <button
        type="button"
        aria-label={(first ? words.bodyFirst : words.bodyAway)(body.name)}
        disabled={busy}
        onClick={() => put(body.id, first)}
      >
        {first ? words.listFirst : words.away}
      </button>
    </li>
  );

  return (
    <details className="bodies-first">
      <summary>{words.bodies(ids.length)}</summary>
      <p className="lead">{words.bodiesLead}</p>
      <ul>{named.map((body) => row(body, false))}</ul>
      <form className="over-form" onSubmit={search}>
        <label htmlFor={field}>{words.findBody}</label>
        <span className="bodies-find">
          <input id={field} type="search" value={wanted} onChange={(event) => setWanted(event.target.value)} />
          <button type="submit">{words.find}</button>
        </span>
      </form>
      <p role="status">{note}</p>
      {found && <ul>{found.filter((body) => !ids.includes(body.id)).map((body) => row(body, true))}</ul>}
    </details>
  );
}
