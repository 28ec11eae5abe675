// The conformance lane: Rerun's own tools judge what we write.
//
//   npm run conformance                       whole experiments, by the newest official SDK (experiments.mjs)
//   npm run conformance -- matrix             archetypes x official CLIs and web viewers (matrix/matrix.mjs)
//     --cli all|newest,oldest|0.33.1,...      default all
//     --viewers all|none|npm:0.33.0,...       default all; needs Chromium and ../shared/tools/rrd-look
//     --only mesh3d,points3d                  some cases; results and docs are then left as they are
//   npm run conformance -- interruptions      exports killed at 200 moments, full and closed disks (interruptions.mjs)
//   npm run conformance -- python             the Python package: wheel, tests, types, examples (python.mjs)
//
// Environments with the official SDKs are made below .cache/ on demand. Ends with `N passed, N failed, N skipped`.
import { judgeExperiments } from './experiments.mjs';
import { judgeInterruptions } from './interruptions.mjs';
import { judgeMatrix } from './matrix/matrix.mjs';
import { judgePython } from './python.mjs';
import { close } from './report.mjs';

const [lane, ...options] = process.argv.slice(2);
if (lane === undefined) judgeExperiments();
else if (lane === 'matrix') await judgeMatrix(options);
else if (lane === 'interruptions') await judgeInterruptions(options);
else if (lane === 'python') judgePython();
else throw new Error(`unknown lane '${lane}': none, matrix, interruptions, or python`);
close();
