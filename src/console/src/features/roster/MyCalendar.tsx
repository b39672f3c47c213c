import { useId, useState } from 'react';
import { codeOf } from '@/protocol/failure';
import { closeCalendar, openCalendar } from '@/protocol/roster';
import { useText } from '@/shared/text/TextContext';

/** The secret address by which one's own calendar reads one's shifts: made, made anew, taken back. */
export function MyCalendar({ has, onDone }: { has: boolean; onDone(said: string): void }) {
  const { text } = useText();
  const words = text.roster;
  const id = useId();
  const [address, setAddress] = useState('');
  const [trouble, setTrouble] = useState('');

  const act = (work: Promise<unknown>) => {
    setTrouble('');
    work.catch((failure) => setTrouble(words.refused[codeOf(failure)] ?? words.failed));
  };
  const make = () => act(openCalendar().then((made) => setAddress(new URL(made.address, location.origin).toString())));
  const close = () =>
    act(
      closeCalendar().then(() => {
        setAddress('');
        onDone(words.calendarClosed);
      }),
    );

  return (
    <div className="over-form">
      <h3>{words.calendar}</h3>
      <p className="lead">{words.calendarNote}</p>
      {address && (
        <>
          <label htmlFor={id}>{words.calendar}</label>
          <input id={id} readOnly value={address} onFocus={(event) => event.target.select()} />
        </>
      )}
      {has && !address && <p>{words.calendarHas}</p>}
      <p className="over-acts">
        <button type="button" onClick={make}>
          {has || address ? words.calendarAgain : words.calendarMake}
        </button>
        {(has || address) && (
          <button type="button" className="quiet" onClick={close}>
            {words.calendarClose}
          </button>
        )}
      </p>
      <p className="trouble" role="alert">
        {trouble}
      </p>
    </div>
  );
}
