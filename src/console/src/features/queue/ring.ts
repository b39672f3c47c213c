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
  const start = audio.currentTime + after;
  const tone = audio.createOscillator();
  const loudness = audio.createGain();
  tone.type = 'sine';
  tone.frequency.value = frequency;
  loudness.gain.setValueAtTime(0, start);
  loudness.gain.linearRampToValueAtTime(0.12, start + 0.03);
  loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.7);
  tone.connect(loudness).connect(audio.destination);
  tone.start(start);
  tone.stop(start + 0.75);
}
