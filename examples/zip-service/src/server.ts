import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openExperiment } from '@outlay/layout';
import { exportRecording, planRecording } from '@outlay/rerun/exporters';
import { parseRecordingName, type RecordingKind } from '@outlay/schema/names';
import type { Experiment } from '@outlay/schema/port';
import { fileRanges, urlRanges } from './ranges.ts';
import { ZipSource } from './zip-source.ts';

const [archive] = process.argv.slice(2);
if (archive === undefined) throw new Error('usage: npm start -- <experiment.zip | https://…/experiment.zip>');
const ranges = await (/^https?:/.test(archive) ? urlRanges(archive) : fileRanges(archive));
const experiment = await openExperiment(await ZipSource.open(ranges, archive));

/** The three lines. */
async function* bytesOf(experiment: Experiment, kind: RecordingKind, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  for await (const event of exportRecording(planRecording(experiment, kind), { signal })) {
    if (event.kind === 'bytes') yield event.bytes;
    if (event.kind === 'problem') console.warn(event.problem.code, event.problem.message);
  }
}

/** `/evaluation_epoch_0030.rrd`, `/input_data.rrd`, …: the names that recordings have on disk. */
async function sendRecording(response: ServerResponse, kind: RecordingKind): Promise<void> {
  response.setHeader('content-type', 'application/octet-stream');
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  try {
    await pipeline(Readable.from(bytesOf(experiment, kind, gone.signal), { objectMode: true }), response);
    console.log('sent');
  } catch (error) {
    if (gone.signal.aborted) console.log('a client left');
    else console.error(error);
  }
}

const server = createServer((request, response) => {
  const kind = parseRecordingName((request.url ?? '').slice(1));
  const epochs = experiment.evaluations.map(({ epoch }) => epoch);
  const isThere = kind !== undefined && (!('epoch' in kind) || epochs.includes(kind.epoch));
  if (isThere) void sendRecording(response, kind);
  else response.writeHead(404).end(`There are ${epochs.map((epoch) => `epoch ${epoch}`).join(', ')}.\n`);
});
server.listen(Number(process.env.PORT ?? 8091), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});
