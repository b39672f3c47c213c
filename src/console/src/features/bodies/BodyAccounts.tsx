import { type FormEvent, useCallback, useEffect, useId, useState } from 'react';
import type { BodyAccounts as Accounts, BodyFailure } from '@/protocol/bodyCalls';
import * as calls from '@/protocol/bodyCalls';
import { useText } from '@/shared/text/TextContext';
import { when } from './words';

/** The people of a body who sign in to its desk: invited by a letter, and shut out at once. For coordinators and administrators; nobody else is shown it. */
export function BodyAccounts({ id }: { id: string }) {
  const { text, language } = useText();
  const words = text.bodies.accounts;
  const [all, setAll] = useState<Accounts | null>(null);
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [told, setTold] = useState('');
  const field = useId();

  const read = useCallback(() => {
    calls.bodyAccounts(id).then(setAll, () => setAll(null));
  }, [id]);
  useEffect(read, [read]);

  function act(doing: Promise<unknown>, done: string) {
    doing.then(
      () => {
        setTold(done);
        read();
      },
      (failure: BodyFailure) => setTold(words.refused[failure.code] ?? words.failed),
    );
  }

  function invite(event: FormEvent) {
    event.preventDefault();
    act(
      calls.inviteToBody(id, name, email).then(() => {
        setName('');
        setEmail('');
      }),
      words.sent,
    );
  }

  if (!all) return null;
  return (
    <section className="way-in" aria-labelledby={`${field}title`}>
      <h3 id={`${field}title`}>{words.title}</h3>
      <p className="lead">{words.lead}</p>
      {(all.accounts.length > 0 || all.invitations.length > 0) && (
        <ul className="body-people">
          {all.accounts.map((one) => (
            <li key={one.id}>
              <span>
                {one.name} <span className="code">{one.userName}</span>{' '}
                {one.disabled && <span className="lead">{words.closed}</span>}
                {!one.disabled && !one.invited && <span className="lead">{words.ofFile}</span>}
              </span>
              {!one.disabled && one.invited && (
                <button
                  type="button"
                  aria-label={`${words.close}: ${one.name}`}
                  onClick={() => act(calls.closeBodyAccount(id, one.id), words.shut)}
                >
                  {words.close}
                </button>
              )}
            </li>
          ))}
          {all.invitations.map((one) => (
            <li key={one.id}>
              <span>
                {one.name} <span className="lead">{words.until(when(one.until, language))}</span>
              </span>
              <button
                type="button"
                aria-label={`${words.takeBack}: ${one.name}`}
                onClick={() => act(calls.takeInvitationBack(id, one.id), words.takenBack)}
              >
                {words.takeBack}
              </button>
            </li>
          ))}
        </ul>
      )}
      <form className="body-form" onSubmit={invite}>
        <label className="body-field">
          <span>{words.name}</span>
          <input value={name} maxLength={40} required onChange={(event) => setName(event.target.value)} />
        </label>
        <label className="body-field">
          <span>{words.email}</span>
          <input
            type="email"
            value={email}
            maxLength={254}
            required
            onChange={(event) => setEmail(event.target.value)}
          />
        </label>
        <div className="body-acts">
          <button type="submit">{words.invite}</button>
        </div>
      </form>
      <p role="status">{told}</p>
    </section>
  );
}
