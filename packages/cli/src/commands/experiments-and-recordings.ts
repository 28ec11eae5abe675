/**
 * What the commands do that open experiments and recordings, as one module: nearly all of their code is shared, and a
 * bundle in many pieces takes longer to load than the code that a command does not need (docs/decisions/2026-11-24-cli-bundle.md).
 * @module
 */
export { compareCommand } from './compare/run.ts';
export { exportCommand } from './export/run.ts';
export { init } from './init/run.ts';
export { inspect } from './inspect/run.ts';
export { rrdInfo } from './rrd/info.ts';
export { rrdPrint } from './rrd/print.ts';
export { rrdRecover } from './rrd/recover.ts';
export { rrdVerify } from './rrd/verify.ts';
export { validateCommand } from './validate/run.ts';
export { view } from './view/run.ts';
