import type { ImageHeader } from '../read/image-header.ts';
import { type OrientationTag, orientationWords } from '../read/orientation.ts';
import type { IssueOf } from './issue.ts';

/** The finding about a picture that carries an orientation tag, the same from validation and from export. */
export function orientationIssue(
  { width, height, mediaType }: ImageHeader,
  [tag]: readonly OrientationTag[],
  path: string,
): IssueOf<'image-orientation'> {
  const value = tag?.value ?? 1;
  const turned = value >= 5 ? `${height}×${width}` : `${width}×${height}`;
  return {
    name: 'image-orientation',
    path,
    tag: mediaType === 'image/png' ? 'eXIf' : 'EXIF',
    value,
    does: orientationWords(value),
    stored: `${width}×${height}`,
    turned,
  };
}
