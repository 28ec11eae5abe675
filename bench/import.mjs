// What importing the schema costs over bare Node, per door, in turn within each round.
//
//   npm run bench -- import [--rounds 21] [--keep]
//
// Prints medians of the differences within rounds, in milliseconds, and appends them to results/import.csv with --keep.
// On a busy machine CPU time and the smallest difference say more than wall time.
import { spawnSync } from 'node:child_process';
import { appendFileSync, existsSync, writeFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(dirname(here), 'packages/schema/dist');
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '21' }, keep: { type: 'boolean', default: false } },
});
const doors = { '.': 'index.js', './names': 'names.js', './port': 'port.js' };
const code = { node: '0' };
for (const [door, file] of Object.entries(doors))
  code[door] = `import(${JSON.stringify(pathToFileURL(join(dist, file)).href)})`;

const REPORT = `process.on('exit', () => { const { user, system } = process.cpuUsage(); console.log(user + system); });`;

/** Wall and CPU milliseconds of a process. */
function measure(text) {
  const start = process.hrtime.bigint();
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', `${REPORT}${text}`], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return { wall: Number(process.hrtime.bigint() - start) / 1e6, cpu: Number(stdout) / 1e3 };
}

for (const text of Object.values(code)) measure(text);
const rounds = Array.from({ length: Number(values.rounds) }, () =>
  Object.fromEntries(Object.entries(code).map(([name, text]) => [name, measure(text)])),
);
const sorted = (numbers) => numbers.sort((a, b) => a - b);
const median = (numbers) => sorted(numbers)[Math.floor(numbers.length / 2)];
const over = (door, what) => median(rounds.map((round) => round[door][what] - round.node[what])).toFixed(1);
const least = (name) => sorted(rounds.map((round) => round[name].wall))[0];
const rows = Object.keys(doors).map((door) => ({
  date: new Date().toISOString().slice(0, 10),
  node: process.versions.node,
  load: loadavg()[0].toFixed(1),
  door,
  node_ms: median(rounds.map((round) => round.node.wall)).toFixed(1),
  over_node_ms: over(door, 'wall'),
  least_over_node_ms: (least(door) - least('node')).toFixed(1),
  node_cpu_ms: median(rounds.map((round) => round.node.cpu)).toFixed(1),
  over_node_cpu_ms: over(door, 'cpu'),
}));
console.table(rows);
if (values.keep) {
  const results = join(here, 'results', 'import.csv');
  if (!existsSync(results)) writeFileSync(results, `${Object.keys(rows[0]).join(',')}\n`);
  for (const row of rows) appendFileSync(results, `${Object.values(row).join(',')}\n`);
  console.log(`kept in ${results}`);
}
