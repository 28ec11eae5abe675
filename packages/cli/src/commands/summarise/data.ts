import { TASKS } from '@outlay/schema';
import { SUMMARY_SCHEMA } from '@outlay/summary';
import { SUMMARY_COLUMNS, SUMMARY_ROWS } from '@outlay/summary/words';
import { z } from 'zod';
import { Count } from '../../report/common.ts';

const Value = z
  .union([z.number(), z.enum(['inf', '-inf']), z.null()])
  .describe('at full precision; null where nothing was measured');

const Cell = z.object({
  value: Value,
  from: z
    .enum(['file', 'rows', 'mixed', 'none'])
    .describe('the average that the trainer wrote, or the mean of rows per frame'),
  scenes: z.object({ have: Count, of: Count }).describe('scenes with a value, and those that should have one'),
  samples: Count.nullable().describe('camera and frame pairs, or frames; null when no table tells'),
  missing: Count.describe('rows without a value'),
  rank: z.enum(['best', 'second']).optional().describe('decided on rounded values; ties are all marked'),
  difference: z
    .object({
      value: Value.describe('mean of paired differences to the baseline'),
      interval: z.tuple([Value, Value]).optional().describe('95 %, block bootstrap over frames'),
      pairs: Count,
      frames: Count,
    })
    .optional(),
});

const Facts = z.object({
  label: z.string(),
  better: z.enum(['higher', 'lower']).optional(),
  unit: z.string().optional(),
  digits: Count,
});

const Row = z.object({
  group: z.string().optional(),
  label: z.string(),
  kind: z.enum(['value', 'mean', 'broken']),
  cells: z.array(Cell),
  problem: z.string().optional().describe('why a broken experiment has no numbers'),
  experiment: z.string().optional(),
  scene: z.string().optional(),
  epoch: Count.optional(),
  camera: Count.optional(),
});

/** The `data` of `outlay summarise`. */
export const SummariseData = z.object({
  summary: z.object({
    schema: z.literal(SUMMARY_SCHEMA),
    rowsAre: z.enum(SUMMARY_ROWS),
    columnsAre: z.enum(SUMMARY_COLUMNS),
    columns: z.array(
      z.object({ task: z.enum(TASKS), metric: z.string(), facts: Facts, experiment: z.string().optional() }),
    ),
    rows: z.array(Row),
    baseline: z.string().optional(),
    notes: z.array(z.string()).describe('what the averages are over'),
  }),
  worst: z
    .array(
      z.object({
        task: z.enum(TASKS),
        metric: z.string(),
        camera: Count.optional(),
        frame: Count,
        value: z.number().nullable(),
        baseline: z.number().nullable().optional(),
        scene: z.string(),
        experiment: z.string(),
        path: z.string(),
        epoch: Count.optional(),
      }),
    )
    .describe('with --worst'),
});
