// One scan in a process of its own: `node scan-case.mjs EXPERIMENT`. Prints files, and seconds and CPU seconds without
// Node's start, as JSON. Bundled by scan.mjs, since the sources are TypeScript.
import { scan } from '../packages/layout/src/index.ts';
import { NodeFileSource } from '../packages/layout/src/node/index.ts';

const start = process.hrtime.bigint();
const before = process.cpuUsage();
let files = 0;
for await (const folder of scan(new NodeFileSource(process.argv[2]))) files += folder.fileCount;
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({ files, seconds: Number(process.hrtime.bigint() - start) / 1e9, cpu: (user + system) / 1e6 }),
);
