import { useCallback, useEffect, useState } from 'react';
import type { BodyFailure } from '@/protocol/bodyCalls';
import * as calls from '@/protocol/bodyCalls';
import { useText } from '@/shared/text/TextContext';

/** Whether a body may send people here, and the two acts: to let it, by a letter to its approved address, and to shut it out. */
export function WayIn({ id }: { id: string }) {
  const { text } = useText();
  const words = text.bodies.wayIn;
  const [open, setOpen] = useState<boolean | null>(null);
  const [told, setTold] = useState<string | null>(null);

  const read = useCallback(() => {
    calls.wayIn(id).then(
      (now) => setOpen(now.open),
      () => setOpen(null),
    );
  }, [id]);
  useEffect(read, [read]);

  function act(doing: Promise<unknown>, done: string) {
    doing.then(
      () => setTold(done),
      (failure: BodyFailure) => setTold(words.refused[failure.code] ?? words.failed),
    );
    doing.then(read, () => {});
  }

  if (open === null) return null;
  return (
    <section className="way-in" aria-labelledby="way-in-title">
      <h3 id="way-in-title">{words.title}</h3>
      <p className="lead">{open ? words.isOpen : words.isClosed}</p>
      <p className="body-acts">
        <button type="button" onClick={() => act(calls.openWayIn(id), words.sent)}>
          {open ? words.again : words.open}
        </button>
        {open && (
          <button type="button" onClick={() => act(calls.closeWayIn(id), words.shut)}>
            {words.close}
          </button>
        )}
      </p>
      <p role="status">{told}</p>
    </section>
  );
}
