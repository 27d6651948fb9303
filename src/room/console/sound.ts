/** A soft tone for a new request; off until somebody switches it on. */

const key = 'nines:console-sound';
let context: AudioContext | null = null;

export function soundIsOn(): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}

export function switchSound(isOn: boolean): void {
  try {
    if (isOn) localStorage.setItem(key, '1');
    else localStorage.removeItem(key);
  } catch {
    // The browser keeps nothing: it is off again after a reload.
  }
}

/** Sounds once, a third of a second, if it is switched on. A browser lets it sound after the first click of a page. */
export function chime(): void {
  if (!soundIsOn()) return;
  context ??= new AudioContext();
  const atS = context.currentTime;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = 660;
  volume.gain.setValueAtTime(0.06, atS);
  volume.gain.exponentialRampToValueAtTime(0.001, atS + 0.35);
  tone.connect(volume).connect(context.destination);
  tone.start(atS);
  tone.stop(atS + 0.35);
}
