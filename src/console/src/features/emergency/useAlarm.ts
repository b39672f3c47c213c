import { useEffect, useState } from 'react';
import { alarmTone, allowSound, canSound } from './tone';

/** How often a ringing alarm is heard again, in milliseconds. */
const ringEvery = 3000;

/**
 * Rings while there is something to ring for, and tells whether it can be heard.
 * @param ids The emergencies that ring here.
 * @param standsBehind Whether alarms may ring here at all.
 * @param words What a notification of the system says: nothing of the person.
 */
export function useAlarm(ids: readonly string[], standsBehind: boolean, words: string) {
  const [audible, setAudible] = useState(true);
  const ringing = ids.join(' ');

  useEffect(() => {
    if (!standsBehind) return;
    const look = () => setAudible(canSound());
    // Any tap or key lets the browser make a sound.
    const touched = () => void allowSound().then(setAudible);
    look();
    const timer = setInterval(look, 2000);
    window.addEventListener('pointerdown', touched);
    window.addEventListener('keydown', touched);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pointerdown', touched);
      window.removeEventListener('keydown', touched);
    };
  }, [standsBehind]);

  useEffect(() => {
    if (!ringing) return;
    alarmTone();
    const timer = setInterval(alarmTone, ringEvery);
    return () => clearInterval(timer);
  }, [ringing]);

  useEffect(() => {
    if (!ringing || !('Notification' in window) || Notification.permission !== 'granted') return;
    const shown = new Notification(words, { tag: 'emergency', requireInteraction: true });
    return () => shown.close();
  }, [ringing, words]);

  return { audible, allow: () => void allowSound().then(setAudible) };
}
