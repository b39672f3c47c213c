import { useState } from 'react';
import { useText } from '@/shared/text/TextContext';
import { alarmTone, allowSound } from './tone';

/** For those at whose desk alarms ring: to try the tone, and to be told by the system too. */
export function AlarmSettings() {
  const { sound } = useText().text.emergency;
  const [permission, setPermission] = useState(() => ('Notification' in window ? Notification.permission : 'denied'));
  return (
    <>
      <button type="button" className="quiet wide" onClick={() => void allowSound().then(alarmTone)}>
        {sound.try}
      </button>
      {permission === 'default' ? (
        <button
          type="button"
          className="quiet wide"
          onClick={() => void Notification.requestPermission().then(setPermission)}
        >
          {sound.notify}
        </button>
      ) : (
        <p className="lead">{permission === 'granted' ? sound.notified : sound.denied}</p>
      )}
    </>
  );
}
