import { TargetError } from './errors.ts';

/** A place that files can be sent to. */
export type Target =
  /** A data set on the Hugging Face Hub. */
  | { readonly kind: 'hub'; readonly repository: string; readonly folder: string }
  /** A folder of this machine: a web server's, a mounted bucket. */
  | { readonly kind: 'folder'; readonly path: string }
  /** A remote of the user's own `rclone`. */
  | { readonly kind: 'rclone'; readonly remote: string };

const HUB = /^hf:\/\/datasets\/([A-Za-z0-9][\w.-]*\/[A-Za-z0-9][\w.-]*)(?:\/(.*?))?\/?$/;

/**
 * Reads a target as people type it: `hf://datasets/<user>/<repo>[/<folder>]`, `rclone:<remote>:<path>`, or a folder.
 * @throws TargetError for a `hf://` or another URL that names no data set.
 */
export function parseTarget(text: string): Target {
  if (text.startsWith('rclone:')) {
    const remote = text.slice('rclone:'.length);
    if (!/^[\w.+@ -]*:./.test(remote))
      throw new TargetError(
        `${text} names no place of an rclone remote.`,
        'Write rclone:<remote>:<path>, for example rclone:lab-s3:results.',
      );
    return { kind: 'rclone', remote };
  }
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) {
    const [, repository, folder = ''] = HUB.exec(text) ?? [];
    if (repository === undefined || folder.split('/').some((part) => part === '..' || part === '.'))
      throw new TargetError(
        `${text} names no data set of the Hugging Face Hub.`,
        'Write hf://datasets/<user>/<repo>. Other places are a folder or rclone:<remote>:<path>.',
      );
    return { kind: 'hub', repository, folder };
  }
  return { kind: 'folder', path: text };
}
