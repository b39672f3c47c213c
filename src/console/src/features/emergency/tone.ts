let context: AudioContext | null = null;

/** Whether the browser lets this page make a sound; it does after the page has been touched once. */
export function canSound(): boolean {
  try {
    context ??= new AudioContext();
    return context.state === 'running';
  } catch {
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
    note(audio, frequency, at * 0.26);
  });
}

function note(audio: AudioContext, frequency: number, after: number): void {
  const start = audio.currentTime + after;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.type = 'triangle';
  tone.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.3, start + 0.02);
  loudness.gain.setValueAtTime(0.3, start + 0.16);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.24);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.26);
}
