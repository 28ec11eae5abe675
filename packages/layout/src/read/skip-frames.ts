import { LimitExceededError } from './errors.ts';
import { READ_LIMITS } from './limits.ts';
import { FindingCollector, quoted, type TextFindings } from './text-finding.ts';

/** Frames that were skipped. */
export interface SkipFrames {
  /** Frame numbers, ascending, each once. */
  readonly frames: readonly number[];
  readonly findings: TextFindings;
}

/**
 * Reads `skip_frames.csv`: frame numbers (not indices) separated by commas. The writer puts a blank after each
 * comma. Empty files and several lines are understood; pieces that are no number are reported.
 * @throws ReadError (limit)
 */
export function readSkipFrames(bytes: Uint8Array, path: string): SkipFrames {
  if (bytes.length > READ_LIMITS.csvBytes)
    throw new LimitExceededError(path, 'csvBytes', READ_LIMITS.csvBytes, `${bytes.length} bytes`);
  const findings = new FindingCollector();
  const frames = new Set<number>();
  const lines = new TextDecoder().decode(bytes).split(/\r\n|\n|\r/);
  lines.forEach((line, i) => {
    for (const piece of line.split(',')) {
      const text = piece.trim();
      if (/^\d{1,9}$/.test(text)) frames.add(Number(text));
      else if (text !== '') findings.add('bad-number', i + 1, 'a frame number', quoted(text));
    }
  });
  return { frames: [...frames].sort((a, b) => a - b), findings };
}
