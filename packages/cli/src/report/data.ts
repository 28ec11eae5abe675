/**
 * The `data` of the `--json` envelope, command by command. Members are added within a major version of the report,
 * never changed or removed.
 * @module
 */
import type { z } from 'zod';
import { CompareData } from '../commands/compare/data.ts';
import { CompletionData } from '../commands/completion/data.ts';
import { ConfigPrintData } from '../commands/config/data.ts';
import { ExplainData } from '../commands/explain/data.ts';
import { ExportData } from '../commands/export/data.ts';
import { HelpData } from '../commands/help/data.ts';
import { InitData } from '../commands/init/data.ts';
import { InspectData } from '../commands/inspect/data.ts';
import { PathData } from '../commands/path/data.ts';
import { RrdInfoData, RrdPrintData, RrdRecoverData, RrdVerifyData } from '../commands/rrd/data.ts';
import { SchemaData } from '../commands/schema/data.ts';
import { SummariseData } from '../commands/summarise/data.ts';
import { ValidateData } from '../commands/validate/data.ts';
import { ViewData } from '../commands/view/data.ts';

/** Data schema of every command, by the words of the command. */
export const COMMAND_DATA = {
  init: InitData,
  inspect: InspectData,
  validate: ValidateData,
  'export input-data': ExportData,
  'export evaluation': ExportData,
  'export training': ExportData,
  'export all': ExportData,
  compare: CompareData,
  view: ViewData,
  'rrd info': RrdInfoData,
  'rrd verify': RrdVerifyData,
  'rrd print': RrdPrintData,
  'rrd recover': RrdRecoverData,
  summarise: SummariseData,
  path: PathData,
  schema: SchemaData,
  explain: ExplainData,
  completion: CompletionData,
  'config print': ConfigPrintData,
  help: HelpData,
} as const satisfies Record<string, z.ZodType>;
