/**
 * The page of an experiment at a target: its recordings, and how to open them.
 * @module
 */
import type { SharedName } from './place.ts';

/** A recording as the page names it. */
export interface ListedRecording {
  readonly file: string;
  readonly epoch?: number;
  readonly bytes: number;
  /** To fetch it; absent where nobody knows how the target is seen from outside. */
  readonly url?: string;
  /** Opens it in the viewer. */
  readonly open?: string;
}

/**
 * The README of an experiment. The same recordings give the same text, so a second sending changes nothing.
 * @param lines Numbers and notes to go above the table, in Markdown.
 */
export function sceneReadme(
  { experiment, scene }: SharedName,
  recordings: readonly ListedRecording[],
  lines: readonly string[] = [],
): string {
  const rows = recordings.map(({ file, epoch, bytes, url, open }) =>
    row([
      epoch === undefined ? '' : String(epoch),
      url === undefined ? cell(file) : `[${cell(file)}](${url})`,
      size(bytes),
      open === undefined ? '' : `[open](${open})`,
    ]),
  );
  return [
    `# ${cell(scene)} / ${cell(experiment)}`,
    '',
    ...(lines.length === 0 ? [] : [...lines, '']),
    row(['Epoch', 'Download', 'Size', 'Open']),
    row(['---:', '---', '---:', '---']),
    ...rows,
    '',
    'Recordings of [Rerun](https://rerun.io), made by [outlay](https://github.com/outlay-dev/outlay).',
    '',
  ].join('\n');
}

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const cell = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\|[\]<>`*_]/g, '\\$&');
const size = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
