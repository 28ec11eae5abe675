/**
 * The `data` of the `--json` envelope, command by command. Members are added within a major version of the report,
 * never changed or removed.
 * @module
 */

import { VALIDATION_LEVELS } from '@outlay/layout';
import { manifestSchema } from '@outlay/schema';
import { TASKS } from '@outlay/schema/names';
import { z } from 'zod';
import { SHELLS } from '../commands/completion.ts';

const Path = z.string().describe('absolute path');
const Count = z.int().min(0);

/** Which experiment an entry is about. */
const ExperimentHead = z.object({
  path: Path,
  label: z.string().describe('as named on the command line, or relative to --results'),
  name: z.string().nullable().describe('exp_name of the manifest; null when it could not be read'),
  scene: z.string().nullable(),
});

export const InitData = z.object({
  path: Path,
  manifest: manifestSchema(),
  created: z.boolean().describe('false with --dry-run'),
  files: z.array(z.string()).readonly(),
  folders: z.array(z.string()).readonly(),
});

/** Frames that are there, put together. */
const Frames = z.object({
  count: Count,
  first: z.int(),
  last: z.int(),
  step: z.int().describe('usual distance between neighbouring frames'),
  missing: z.array(z.int()).readonly(),
});
const Extent = { files: Count, bytes: Count.nullable() };
const Epochs = z.array(z.int()).readonly();
const Tasks = z.array(z.enum(TASKS)).readonly();

const InspectEpoch = z.object({
  epoch: z.int(),
  name: z.string(),
  listed: z.boolean(),
  state: z.enum(['complete', 'in-progress', 'pending', 'incomplete', 'missing']),
  tasks: Tasks,
  missing: z.array(z.string()).readonly().describe('required files that are not there'),
  metrics: z.partialRecord(z.enum(TASKS), z.record(z.string(), z.number().nullable())),
  ...Extent,
});
const InspectCamera = z.object({
  camera: z.int(),
  kind: z.enum(['source', 'evaluation', 'virtual']),
  train: Frames.optional(),
  test: Frames.optional(),
  nvsEpochs: Epochs,
  nvsGaps: z
    .array(z.object({ epoch: z.int(), missing: Epochs }))
    .readonly()
    .describe('epochs in which it lacks frames that other cameras have'),
});
const InspectRecording = z.object({
  file: z.string(),
  bytes: Count,
  state: z.enum(['up-to-date', 'outdated', 'unknown', 'unreadable']),
  reason: z.string().nullable(),
});

export const InspectExperiment = z.object({
  ...ExperimentHead.shape,
  manifest: z.nullable(manifestSchema()),
  manifestState: z.enum(['valid', 'invalid', 'unreadable', 'absent']),
  ...Extent,
  tasks: z.array(z.object({ task: z.enum(TASKS), listed: z.boolean(), epochs: Epochs })).readonly(),
  epochs: z.array(InspectEpoch).readonly(),
  cameras: z.array(InspectCamera).readonly(),
  persons: z.array(z.int()).readonly(),
  frames: z.object({ train: Frames.optional(), test: Frames.optional(), evaluation: Frames.optional() }),
  skipFrames: z.boolean(),
  parts: z.array(z.object({ path: z.string(), ...Extent })).readonly(),
  recordings: z.array(InspectRecording),
});
export const InspectData = z.object({ experiments: z.array(InspectExperiment) });

export const ValidateExperiment = z.object({
  path: Path,
  label: z.string().describe('as named on the command line, or relative to --results'),
  ok: z.boolean(),
  counts: z.object({ error: Count, warning: Count, info: Count, ignored: Count }),
  scanned: z.object({ folders: Count, files: Count }).nullable().describe('null when it could not be read'),
  durationMs: z.number(),
  fix: z
    .object({
      steps: z.array(
        z.discriminatedUnion('kind', [
          z.object({ kind: z.enum(['rename', 'set-aside']), code: z.string(), from: z.string(), to: z.string() }),
          z.object({ kind: z.literal('manifest'), code: z.string(), before: z.string(), after: z.string() }),
        ]),
      ),
      left: z
        .array(z.object({ code: z.string(), path: z.string(), reason: z.string() }))
        .describe('could be fixed, but is left to a person'),
      applied: z.boolean(),
      undo: Path.nullable().describe('undo record; null when nothing was done'),
    })
    .optional()
    .describe('only with --fix'),
});
export const ValidateData = z.object({
  level: z.enum(VALIDATION_LEVELS),
  experiments: z.array(ValidateExperiment),
});

export const ExportedRecording = z.object({
  file: z.string().describe('name of the recording'),
  path: Path,
  kind: z.string(),
  epoch: z.int().nullable(),
  status: z.enum(['written', 'up-to-date', 'planned', 'failed', 'skipped']),
  reason: z.string().nullable().describe('why it was written, left alone or failed'),
  bytes: Count.nullable(),
  frames: Count.nullable(),
  entities: z.int().nullable(),
  leftOut: z.array(z.object({ what: z.string(), why: z.string() })).readonly(),
  durationMs: z.number(),
});
export const ExportExperiment = z.object({
  ...ExperimentHead.shape,
  status: z.enum(['ok', 'findings', 'failed', 'nothing']),
  output: Path,
  recordings: z.array(ExportedRecording),
  frames: Count.describe('over all recordings; epochs of training are none'),
  problems: z.object({ error: Count, warning: Count, info: Count }),
});
export const ExportData = z.object({
  dryRun: z.boolean(),
  experiments: z.array(ExportExperiment),
  totals: z.object({ experiments: Count, recordings: Count, bytes: Count, failed: Count }),
});

const RrdFiles = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ files: z.array(z.object({ file: z.string(), ...shape })) });
export const RrdInfoData = RrdFiles({ info: z.looseObject({ byteLength: Count, complete: z.boolean() }).nullable() });
export const RrdVerifyData = RrdFiles({ report: z.looseObject({ ok: z.boolean(), byteLength: Count }).nullable() });
export const RrdPrintData = RrdFiles({ lines: z.array(z.string()) });
export const RrdRecoverData = RrdFiles({
  output: z.string().nullable(),
  report: z.looseObject({ hasIndex: z.boolean() }).nullable(),
});

export const PathData = z.looseObject({});
export const SchemaData = z.object({
  name: z.string(),
  schema: z.looseObject({}).optional(),
  source: z.string().optional().describe('text of the Python module'),
});
export const ExplainData = z.object({
  codes: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      reason: z.string(),
      fix: z.string().describe('words in <> stand for facts of a finding'),
      example: z.string().optional().describe('a path it was found at, in a damaged sample'),
      repair: z.string().optional().describe('what validate --fix does about it'),
      docs: z.url().describe('its page'),
    }),
  ),
});
export const CompletionData = z.object({ shell: z.enum(SHELLS), script: z.string() });
export const ConfigPrintData = z.object({
  settings: z.record(
    z.string(),
    z.object({
      value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
      from: z.enum(['flag', 'environment', 'project', 'user', 'default']),
      source: z.string().optional(),
    }),
  ),
});
export const HelpData = z.object({
  exitCodes: z.array(z.object({ code: z.int(), meaning: z.string() })).optional(),
  variables: z.array(z.object({ name: z.string(), doc: z.string() })).optional(),
});

/** Data schema of every command, by the words of the command. */
export const COMMAND_DATA = {
  init: InitData,
  inspect: InspectData,
  validate: ValidateData,
  'export input-data': ExportData,
  'export evaluation': ExportData,
  'export training': ExportData,
  'export all': ExportData,
  'rrd info': RrdInfoData,
  'rrd verify': RrdVerifyData,
  'rrd print': RrdPrintData,
  'rrd recover': RrdRecoverData,
  path: PathData,
  schema: SchemaData,
  explain: ExplainData,
  completion: CompletionData,
  'config print': ConfigPrintData,
  help: HelpData,
} as const satisfies Record<string, z.ZodType>;
