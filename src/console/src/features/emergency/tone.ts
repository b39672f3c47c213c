import { playNote } from '@/shared/note';

let context: AudioContext | null = null;

/** Whether the browser lets this page make a sound; it does after the page has been touched once. */
export function canSound(): boolean {
  try {
    context ??= new AudioContext();
    return context.state === 'running';
  } catch {
    // A browser without sound has nothing to allow: nobody is asked to tap for what cannot come.
    return true;
  }
}

/** To be called within a tap or a key press: from then on the page may make a sound. */
export async function allowSound(): Promise<boolean> {
  try {
    context ??= new AudioContext();
    await context.resume();
  } catch {
    // A browser without sound: the bar on the screen says the same.
  }
  return canSound();
}

/** Three notes that rise and fall: unlike the two of an offer, and not to be mistaken for anything else. */
export function alarmTone(): void {
  if (!canSound() || !context) return;
  const audio = context;
  [880, 659.25, 880].forEach((frequency, at) => {
    playNote(audio, {
      wave: 'triangle',
      frequency,
      after: at * 0.26,
      loudness: 0.3,
      risen: 0.02,
      held: 0.16,
      faded: 0.24,
    });
  });
}
