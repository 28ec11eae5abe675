/**
 * What the Hugging Face Hub takes, and what is told before the first byte is sent.
 * Source: https://huggingface.co/docs/hub/storage-limits
 * @module
 */
import type { ShareFile } from '../share-file.ts';

/** Where the Hub is, when nothing is said. */
export const HUB_ENDPOINT = 'https://huggingface.co';

/** Limits of a repository on the Hub. */
export const HUB_LIMITS = {
  files: 100_000,
  filesOfFolder: 10_000,
  /** A commit with more is slow, or fails. */
  filesOfCommit: 100,
  /** Recommended; larger files are taken. */
  comfortableFile: 20e9,
  largestFile: 50e9,
} as const;

/** Why the Hub would refuse these files beside `there` others; empty when it takes them. */
export function hubObjections(files: readonly ShareFile[], there: Iterable<string>): readonly string[] {
  const all = new Set([...there, ...files.map(({ path }) => path)]);
  const folders = new Map<string, number>();
  for (const path of all) {
    const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
    folders.set(folder, (folders.get(folder) ?? 0) + 1);
  }
  const count = (value: number) => value.toLocaleString('en-US');
  return [
    ...(all.size > HUB_LIMITS.files
      ? [`The repository would hold ${count(all.size)} files; the Hub takes ${count(HUB_LIMITS.files)}.`]
      : []),
    ...[...folders]
      .filter(([, files]) => files > HUB_LIMITS.filesOfFolder)
      .map(
        ([folder, files]) =>
          `The folder ${folder || '/'} would hold ${count(files)} files; the Hub takes ${count(HUB_LIMITS.filesOfFolder)}.`,
      ),
    ...files
      .filter(({ bytes }) => bytes > HUB_LIMITS.largestFile)
      .map(({ path, bytes }) => `${path} has ${(bytes / 1e9).toFixed(1)} GB; the Hub takes 50 GB.`),
  ];
}
