/**
 * Light or dark: as the system has it, until somebody chooses.
 * @module
 */
export type Theme = 'system' | 'light' | 'dark';

const KEY = 'outlay-theme';
const system = matchMedia('(prefers-color-scheme: dark)');

const atStart = stored();
let chosen = $state<Theme>(atStart);
let systemIsDark = $state(system.matches);
system.addEventListener('change', ({ matches }) => {
  systemIsDark = matches;
});
apply(atStart);

export const theme = {
  get chosen(): Theme {
    return chosen;
  },
  get isDark(): boolean {
    return chosen === 'dark' || (chosen === 'system' && systemIsDark);
  },
  /** From what is seen to the other; back to the system's choice where that is the same. */
  toggle(): void {
    const next = theme.isDark ? 'light' : 'dark';
    chosen = (next === 'dark') === systemIsDark ? 'system' : next;
    apply(chosen);
    try {
      localStorage.setItem(KEY, chosen);
    } catch {
      // A browser that keeps nothing: it is chosen again next time.
    }
  },
};

function apply(to: Theme): void {
  if (to === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = to;
}

function stored(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : 'system';
  } catch {
    return 'system';
  }
}
