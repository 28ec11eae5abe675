/**
 * Keys of the page. Who is on the screen says what its keys do; the help sheet shows exactly those.
 * @module
 */
import { untrack } from 'svelte';

export interface Shortcut {
  /** As `KeyboardEvent.key` has them, `Shift+` in front of keys that have no upper case; any of them. */
  readonly keys: readonly string[];
  /** As a person reads it, where it is not `keys`. */
  readonly shown?: readonly string[];
  readonly words: string;
  press(event: KeyboardEvent): void;
  release?(): void;
}

export interface ShortcutGroup {
  readonly title: string;
  readonly shortcuts: readonly Shortcut[];
}

let groups = $state.raw<readonly ShortcutGroup[]>([]);

export const shortcutGroups = (): readonly ShortcutGroup[] => groups;

/** Adds keys; gives the function that takes them away again. For an `$effect`. */
export function addShortcuts(title: string, shortcuts: readonly Shortcut[]): () => void {
  const group = { title, shortcuts };
  // The effect that adds keys does not depend on which others there are.
  groups = [...untrack(() => groups), group];
  return () => {
    groups = groups.filter((other) => other !== group);
  };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('textarea, select, [contenteditable]') ||
    (target instanceof HTMLInputElement && !['checkbox', 'button'].includes(target.type)));

const find = (key: string): Shortcut | undefined =>
  groups.flatMap(({ shortcuts }) => shortcuts).find(({ keys }) => keys.includes(key));

const nameOf = ({ key, shiftKey }: KeyboardEvent): string =>
  shiftKey && (key.length > 1 || key === ' ') ? `Shift+${key}` : key;

let held: { readonly code: string; readonly shortcut: Shortcut } | undefined;

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
  // A button that has the focus is pressed by these.
  if (
    (event.key === ' ' || event.key === 'Enter') &&
    event.target instanceof HTMLElement &&
    event.target.closest('button, a, summary, [role=dialog]')
  )
    return;
  const shortcut = find(nameOf(event));
  if (shortcut === undefined) return;
  event.preventDefault();
  if (shortcut.release) {
    if (held) return;
    held = { code: event.code, shortcut };
  }
  shortcut.press(event);
});

const letGo = (event: KeyboardEvent | FocusEvent): void => {
  if (held === undefined || (event instanceof KeyboardEvent && event.code !== held.code)) return;
  held.shortcut.release!();
  held = undefined;
};
addEventListener('keyup', letGo);
addEventListener('blur', letGo);
