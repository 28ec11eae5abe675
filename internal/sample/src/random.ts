/** A seeded stream of numbers in [0, 1): the same seed gives the same stream on every machine (mulberry32). */
export type Random = () => number;

/** Opens the stream of a seed; `label` separates the streams of one experiment from each other. */
export function seededRandom(seed: number, label = ''): Random {
  let state = seed >>> 0;
  for (let i = 0; i < label.length; i++)
    state = (Math.imul(state ^ label.charCodeAt(i), 0x9e3779b1) + 0x7f4a7c15) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A smooth curve over frames with values of about -1..1, for errors that do not jump from frame to frame. */
export function smoothNoise(random: Random): (frame: number) => number {
  const waves = [0, 1, 2].map((k) => ({
    rate: (0.05 + 0.1 * random()) * (k + 1),
    phase: 2 * Math.PI * random(),
    weight: 0.6 / (k + 1),
  }));
  return (frame) => waves.reduce((sum, w) => sum + w.weight * Math.sin(w.rate * frame + w.phase), 0);
}
