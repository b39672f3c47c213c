interface Note {
  wave: OscillatorType;
  /** In hertz. */
  frequency: number;
  /** From now, in seconds. */
  after: number;
  /** 0 to 1, at its loudest. */
  loudness: number;
  /** Until when it rises, is held, and has faded, in seconds from its beginning. */
  risen: number;
  held: number;
  faded: number;
}

/** Plays one note that begins and ends softly: a hard edge would crack. */
export function playNote(audio: AudioContext, { wave, frequency, after, loudness, risen, held, faded }: Note): void {
  const start = audio.currentTime + after;
  const tone = audio.createOscillator();
  const gain = audio.createGain();
  tone.type = wave;
  tone.frequency.value = frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + risen);
  gain.gain.setValueAtTime(loudness, start + held);
  gain.gain.exponentialRampToValueAtTime(0.001, start + faded);
  tone.connect(gain).connect(audio.destination);
  tone.start(start);
  tone.stop(start + faded + 0.02);
}
