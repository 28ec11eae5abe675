import { renderText, type Summary } from '@outlay/summary';
import type { z } from 'zod';
import { formatBytes } from '../../render/amounts.ts';
import { plural } from '../../render/diagnostics.ts';
import { printable } from '../../render/printable.ts';
import type { Style } from '../../session/outcome.ts';
import type { CompareData } from './data.ts';

/** The table of metrics, and what became of the recording. */
export function renderCompare({ recordings }: z.infer<typeof CompareData>, summary: Summary, style: Style): string {
  const table = summary.columns.length === 0 ? '' : `${renderText(summary, { style: style.colors })}\n\n`;
  const lines = recordings.map(({ path, status, bytes, frames, reason }) => {
    const facts = [
      status,
      ...(bytes === null ? [] : [formatBytes(bytes)]),
      ...(frames === null ? [] : [plural(frames, 'frame')]),
      ...(status === 'written' || reason === null ? [] : [printable(reason)]),
    ];
    return `${printable(path)}  ${facts.join('  ')}\n`;
  });
  return `${table}${lines.join('')}`;
}
