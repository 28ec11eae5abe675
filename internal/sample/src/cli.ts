import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sampleBodyModel } from './body/model.ts';
import { encodeNpz } from './format/npy.ts';
import { writeMetricFamily } from './metrics/family.ts';
import {
  BODY_COUNTS,
  type BodySize,
  SAMPLE_DEFAULTS,
  SampleOptionError,
  type SampleOptions,
  type SamplePart,
  type SampleTask,
  TINY_SAMPLE,
} from './options.ts';
import { writeSampleInParallel } from './parallel.ts';

const HELP = `sample: writes a realistic v1 experiment

  --out DIR          results root (required); the experiment goes to DIR/<scene>/<exp>
  --scene NAME       ${SAMPLE_DEFAULTS.sceneName}
  --exp NAME         ${SAMPLE_DEFAULTS.expName}
  --seed N           ${SAMPLE_DEFAULTS.seed}
  --frames N         ${SAMPLE_DEFAULTS.frames}
  --first-frame N    ${SAMPLE_DEFAULTS.firstFrame}
  --gaps N,N         frames in which nobody was found
  --cameras N        ${SAMPLE_DEFAULTS.cameras}
  --virtual N        ${SAMPLE_DEFAULTS.virtualCameras}
  --persons N        ${SAMPLE_DEFAULTS.persons}
  --size WxH         ${SAMPLE_DEFAULTS.width}x${SAMPLE_DEFAULTS.height}
  --epochs N,N       ${SAMPLE_DEFAULTS.epochs.join(',')}
  --body SIZE        tiny, small or full (${SAMPLE_DEFAULTS.body})
  --tasks LIST       ${SAMPLE_DEFAULTS.tasks.join(',')}
  --only LIST        ${SAMPLE_DEFAULTS.only.join(',')}
  --body-model KIND  smplx or smpl: writes only DIR/body_model_<KIND>.npz, a made-up model for --body's vertices
  --family           writes only the metric files of 12 experiments: 3 methods on 4 scenes, some of them flawed
  --no-gt            without ground truth
  --no-viz           without nvs/viz
  --jobs N           threads (2 from 16 frames on, else 1)
  --tiny             start from the tiny preset
`;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function readOptions(args: readonly string[]): {
  out: string | undefined;
  help: boolean;
  jobs: number | undefined;
  bodyModel: string | undefined;
  family: boolean;
  options: Partial<SampleOptions>;
} {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { values: v } = parseArgs({
    args: [...args],
    options: {
      out: text,
      scene: text,
      exp: text,
      seed: text,
      frames: text,
      'first-frame': text,
      gaps: text,
      cameras: text,
      virtual: text,
      persons: text,
      size: text,
      epochs: text,
      body: text,
      tasks: text,
      only: text,
      jobs: text,
      'body-model': text,
      family: flag,
      'no-gt': flag,
      'no-viz': flag,
      tiny: flag,
      help: { ...flag, short: 'h' },
    },
  });
  const list = (value: string) =>
    value
      .split(',')
      .map((s) => s.trim())
      .filter((s) => s !== '');
  const options: Mutable<Partial<SampleOptions>> = v.tiny ? { ...TINY_SAMPLE } : {};
  if (v.scene) options.sceneName = v.scene;
  if (v.exp) options.expName = v.exp;
  if (v.seed) options.seed = Number(v.seed);
  if (v.frames) options.frames = Number(v.frames);
  if (v['first-frame']) options.firstFrame = Number(v['first-frame']);
  if (v.gaps) options.gaps = list(v.gaps).map(Number);
  if (v.cameras) options.cameras = Number(v.cameras);
  if (v.virtual) options.virtualCameras = Number(v.virtual);
  if (v.persons) options.persons = Number(v.persons);
  if (v.epochs) options.epochs = list(v.epochs).map(Number);
  if (v.tasks) options.tasks = list(v.tasks) as SampleTask[];
  if (v.only) options.only = list(v.only) as SamplePart[];
  if (v['no-gt']) options.groundTruth = false;
  if (v['no-viz']) options.viz = false;
  if (v.size) {
    const match = /^(\d+)x(\d+)$/.exec(v.size);
    if (!match) throw new SampleOptionError(`--size: expected WIDTHxHEIGHT, received '${v.size}'.`);
    options.width = Number(match[1]);
    options.height = Number(match[2]);
  }
  if (v.body) options.body = v.body as BodySize;
  const jobs = v.jobs === undefined ? undefined : Number(v.jobs);
  if (jobs !== undefined && !(Number.isInteger(jobs) && jobs >= 1 && jobs <= 64))
    throw new SampleOptionError(`--jobs: expected a whole number from 1 to 64, received '${v.jobs}'.`);
  return { out: v.out, help: v.help ?? false, jobs, bodyModel: v['body-model'], family: v.family ?? false, options };
}

function writeBodyModel(out: string, model: string, { body, seed }: Partial<SampleOptions>): { file: string } {
  if (model !== 'smplx' && model !== 'smpl')
    throw new SampleOptionError(`--body-model: expected smplx or smpl, received '${model}'.`);
  const vertices = BODY_COUNTS[body ?? SAMPLE_DEFAULTS.body][model];
  const file = join(out, `body_model_${model}.npz`);
  mkdirSync(out, { recursive: true });
  writeFileSync(file, encodeNpz(sampleBodyModel({ model, vertices, ...(seed === undefined ? {} : { seed }) })));
  return { file };
}

/** Runs the tool; returns the exit code. The summary goes to `stdout` as one JSON object, progress to `stderr`. */
export async function runSampleCli(
  args: readonly string[],
  stdout: (text: string) => void,
  stderr: (text: string) => void,
): Promise<number> {
  try {
    const { out, help, jobs, bodyModel, family, options } = readOptions(args);
    if (help || out === undefined) {
      (help ? stdout : stderr)(HELP);
      return help ? 0 : 2;
    }
    if (family) {
      writeMetricFamily(out);
      stdout(`${JSON.stringify({ directory: out })}\n`);
      return 0;
    }
    if (bodyModel !== undefined) {
      stdout(`${JSON.stringify(writeBodyModel(out, bodyModel, options))}\n`);
      return 0;
    }
    const frames = options.frames ?? SAMPLE_DEFAULTS.frames;
    const summary = await writeSampleInParallel(out, options, jobs ?? (frames >= 16 ? 2 : 1), (event) => {
      if (event.type === 'frame' && event.done % 10 === 0) stderr(`frame ${event.done} of ${event.total}\n`);
    });
    stdout(`${JSON.stringify(summary)}\n`);
    return 0;
  } catch (error) {
    const usage = error instanceof SampleOptionError || (error instanceof TypeError && 'code' in error);
    stderr(`${error instanceof Error ? (usage ? error.message : error.stack) : String(error)}\n`);
    return usage ? 2 : 70;
  }
}
