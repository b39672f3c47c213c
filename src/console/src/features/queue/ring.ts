import { playNote } from '@/shared/note';

let context: AudioContext | null = null;

/** Two soft notes. Silent where the browser has no sound or has not yet been touched. */
export function ring(): void {
  try {
    context ??= new AudioContext();
    if (context.state === 'suspended') void context.resume();
    note(context, 523.25, 0);
    note(context, 659.25, 0.22);
  } catch {
    // The card on the screen says the same.
  }
}

function note(audio: AudioContext, frequency: number, after: number): void {
  playNote(audio, { wave: 'sine', frequency, after, loudness: 0.12, risen: 0.03, held: 0.03, faded: 0.7 });
}
