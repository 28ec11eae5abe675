import { formatEpoch, metricFacts } from '@outlay/schema/names';
import type { WorstFrame } from '@outlay/summary';
import { printable } from '../../render/printable.ts';
import { renderTable } from '../../render/table.ts';
import type { Style } from '../../session/outcome.ts';

/** The frames to look at, and where they are. */
export function renderWorst(worst: readonly WorstFrame[], style: Style): string {
  const isCompared = worst.some(({ baseline }) => baseline !== undefined);
  const rows = worst.map(({ run, task, metric, camera, frame, value, baseline }) => {
    const { label, digits } = metricFacts(metric);
    return [
      `${task} ${label}`,
      value.toFixed(digits),
      ...(isCompared ? [baseline === undefined ? '' : (value - baseline).toFixed(digits)] : []),
      camera === undefined ? '' : `cam_${camera}`,
      String(frame),
      printable(`${run.path}${run.epoch === undefined ? '' : ` ${formatEpoch(run.epoch)}`}`),
    ];
  });
  const number = (title: string) => ({ title, align: 'right' as const });
  return renderTable(
    [
      { title: isCompared ? 'largest losses' : 'worst frames' },
      number('value'),
      ...(isCompared ? [number('to baseline')] : []),
      { title: 'camera' },
      number('frame'),
      { title: 'experiment' },
    ],
    rows,
    style,
  );
}
