/**
 * The `data` of the `--json` envelope, command by command. Members are added within a major version of the report,
 * never changed or removed.
 * @module
 */
import { SPLITS, TASKS } from '@outlay/schema/names';
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
  created: z.boolean().describe('false with --dry-run'),
  files: z.array(z.string()),
  folders: z.array(z.string()),
});

/** Frames of one kind of data. */
export const FrameSpan = z.object({
  count: Count,
  first: z.int(),
  last: z.int(),
  missing: Count.describe('absent frame numbers between first and last'),
  gaps: z
    .array(z.tuple([z.int(), z.int()]).readonly())
    .readonly()
    .describe('absent ranges, both ends inclusive; at most 100'),
});
const Frames = FrameSpan.nullable();

const InspectCamera = z.object({
  camera: z.int(),
  kind: z.enum(['source', 'evaluation', 'virtual']),
  images: Frames,
  masks: Frames,
  depths: Frames,
  cameras: Frames,
  maskPersons: z.array(z.int()),
});
const InspectSplit = z.object({
  split: z.enum(SPLITS),
  cameras: z.array(InspectCamera),
  bodies: z.object({ smplx: Frames, smpl: Frames }),
  skippedFrames: Count,
});
const InspectTask = z.object({
  task: z.enum(TASKS),
  cameras: z.array(z.int()),
  persons: z.array(z.int()),
  pred: Frames,
  groundTruth: Frames,
  metrics: z.record(z.string(), z.number().nullable()).describe('overall averages; null where missing'),
});
const InspectEpoch = z.object({
  epoch: z.int(),
  listed: z.boolean(),
  onDisk: z.boolean(),
  tasks: z.array(InspectTask),
});
const InspectRecording = z.object({
  file: z.string(),
  bytes: Count,
  state: z.enum(['up-to-date', 'outdated', 'unknown', 'unreadable']),
  reason: z.string().nullable(),
});

export const InspectExperiment = z.object({
  ...ExperimentHead.shape,
  layoutVersion: z.string(),
  tasks: z.array(z.string()),
  sourceCamera: z.int().nullable(),
  input: z.array(InspectSplit),
  nvGenerationCameras: z.array(z.int()),
  epochs: z.array(InspectEpoch),
  recordings: z.array(InspectRecording),
  files: Count.describe('files of the experiment, rerun/ not counted'),
  bytes: Count,
});
export const InspectData = z.object({ experiments: z.array(InspectExperiment) });

export const ValidateExperiment = z.object({
  ...ExperimentHead.shape,
  ok: z.boolean(),
  counts: z.object({ error: Count, warning: Count, info: Count, ignored: Count }),
  durationMs: z.number(),
});
export const ValidateData = z.object({
  level: z.enum(['structure', 'standard', 'full']),
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
      fix: z.string(),
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
