import { type FormEvent, useEffect, useId, useRef, useState } from 'react';
import { useText } from '@/shared/text/TextContext';
import { type SignInAnswer, signIn } from './api';

type Trouble = Exclude<SignInAnswer, 'ok'> | 'missing';

interface SignInProps {
  /** Set when an earlier sign-in ran out: the page then says what was kept. */
  expiredUser?: string | undefined;
  onSignedIn(): void;
  onOtherUser(): void;
}

export function SignIn({ expiredUser, onSignedIn, onOtherUser }: SignInProps) {
  const { text } = useText();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const id = useId();
  const expired = expiredUser !== undefined;
  const form = useRef<HTMLFormElement>(null);

  // The first empty field is where one goes on.
  useEffect(() => form.current?.querySelector<HTMLInputElement>('input:not([readonly])')?.focus(), []);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const userName = expiredUser ?? String(fields.get('userName') ?? '').trim();
    const password = String(fields.get('password') ?? '');
    if (!userName || !password) return setTrouble('missing');
    setBusy(true);
    setTrouble(null);
    const answer = await signIn(userName, password);
    setBusy(false);
    if (answer === 'ok') onSignedIn();
    else setTrouble(answer);
  }

  return (
    <main className="door">
      <form className="door-card" ref={form} onSubmit={submit} noValidate>
        <p className="door-mark">{text.product}</p>
        <h1>{expired ? text.session.expiredTitle : text.session.title}</h1>
        <p className="lead">{expired ? text.session.expiredLead : text.session.lead}</p>
        <div className="field">
          <label htmlFor={`${id}u`}>{text.session.userName}</label>
          <input
            id={`${id}u`}
            name="userName"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            defaultValue={expiredUser}
            readOnly={expired}
            aria-describedby={trouble ? `${id}t` : undefined}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}p`}>{text.session.password}</label>
          <input
            id={`${id}p`}
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            aria-describedby={trouble ? `${id}t` : undefined}
          />
          <button type="button" className="quiet small" aria-pressed={shown} onClick={() => setShown(!shown)}>
            {text.session.reveal}
          </button>
        </div>
        <p className="trouble" role="alert" id={`${id}t`}>
          {trouble && text.session[trouble]}
        </p>
        <button type="submit" className="primary wide" aria-disabled={busy}>
          {busy ? text.session.submitting : text.session.submit}
        </button>
        {expired && (
          <button type="button" className="quiet wide" onClick={onOtherUser}>
            {text.session.otherUser}
          </button>
        )}
      </form>
    </main>
  );
}
