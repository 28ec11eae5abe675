import { createColors } from 'picocolors';
import type { Io, Output } from '../process/io.ts';

/** Colour functions of one stream. */
export type Colors = ReturnType<typeof createColors>;

/** Values of `--color`. */
export const COLOR_MODES = ['auto', 'always', 'never'] as const;
/** A value of `--color`. */
export type ColorMode = (typeof COLOR_MODES)[number];

/** The flag decides; then NO_COLOR, FORCE_COLOR and TERM=dumb; then whether the stream is a terminal. */
export function usesColor(mode: ColorMode, env: Io['env'], stream: Output): boolean {
  if (mode !== 'auto') return mode === 'always';
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '') return env.FORCE_COLOR !== '0';
  return stream.isTTY && env.TERM !== 'dumb';
}

/** Colour functions for a stream; without colour they return their text. */
export function colorsFor(mode: ColorMode, env: Io['env'], stream: Output): Colors {
  return createColors(usesColor(mode, env, stream));
}
