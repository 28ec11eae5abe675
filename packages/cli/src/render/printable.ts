import { visible } from '@outlay/schema/names';

/** Text from files and names on one line, safe for a terminal: a line feed becomes a space, what would be obeyed is escaped. */
export function printable(text: string): string {
  return visible(text.replace(/\r?\n/g, ' '));
}
