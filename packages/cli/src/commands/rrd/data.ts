import { z } from 'zod';
import { Count } from '../../report/common.ts';

const RrdFiles = <T extends z.ZodRawShape>(shape: T) =>
  z.object({ files: z.array(z.object({ file: z.string(), ...shape })) });
/** The `data` of `outlay rrd info`. */
export const RrdInfoData = RrdFiles({ info: z.looseObject({ byteLength: Count, complete: z.boolean() }).nullable() });
/** The `data` of `outlay rrd verify`. */
export const RrdVerifyData = RrdFiles({ report: z.looseObject({ ok: z.boolean(), byteLength: Count }).nullable() });
/** The `data` of `outlay rrd print`. */
export const RrdPrintData = RrdFiles({ lines: z.array(z.string()) });
/** The `data` of `outlay rrd recover`. */
export const RrdRecoverData = RrdFiles({
  output: z.string().nullable(),
  report: z.looseObject({ hasIndex: z.boolean() }).nullable(),
});
