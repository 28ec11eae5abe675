/**
 * Where things are in a recording, as a table of patterns: a path is built and parsed by its row. Roots are the
 * specification's; below a root, names mirror the folders, cameras are `cam_<id>`, persons `person_<pp>`. Pictures, masks
 * and depth of a camera hang below the camera, because a viewer draws them in the camera's frustum only there.
 * @module
 */
import {
  CAMERA_PARTS,
  GAUSSIAN_FORMS,
  GENERATION_FOLDERS,
  METRIC_LEVELS,
  NVS_VIZ_PARTS,
  SOURCE_VIEW_PARTS,
  TRAINING_PARTS,
} from './entity-address.ts';
import { formatCam, formatEpoch, formatPersonEntity, parseCamera, parseEpoch, parsePerson } from './ids.ts';
import { BODY_MODELS, ROLES, SPACES, SPLITS, TASKS } from './vocabulary.ts';

type Value = string | number;

/** A part of a path that varies: the member of the address it stands for, and how that is written. */
interface Placeholder {
  readonly member: string;
  /** Does the part count things that there are many of, so that `*` may stand for them all? */
  readonly many?: string;
  format(value: Value): string;
  /** `undefined` for a part that is none. */
  parse(part: string): Value | undefined;
}

const word = (member: string, words: readonly string[]): Placeholder => ({
  member,
  format: String,
  parse: (part) => (words.includes(part) ? part : undefined),
});
const formatSample = (sample: number): string => `sample_${String(sample).padStart(2, '0')}`;
const epoch = (member: string): Placeholder => ({
  member,
  format: (value) => formatEpoch(Number(value)),
  parse: parseEpoch,
});

/** Placeholders of {@link ENTITY_PATHS}. */
const PLACEHOLDERS: Readonly<Record<string, Placeholder>> = {
  split: word('split', SPLITS),
  body: word('body', BODY_MODELS),
  task: word('task', TASKS),
  posetask: word('task', ['pose_smplx', 'pose_smpl']),
  role: word('role', ROLES),
  shown: word('role', ['inputs', 'pred', 'gt_inputs']),
  pictured: word('role', ['inputs', 'pred', 'gt_inputs', 'viz']),
  space: word('space', SPACES),
  level: word('level', METRIC_LEVELS),
  metric: { member: 'metric', format: String, parse: (part) => part },
  run: { member: 'run', format: String, parse: (part) => (/^[A-Za-z0-9_.-]+$/.test(part) ? part : undefined) },
  modality: word('part', CAMERA_PARTS),
  viewpart: word('part', SOURCE_VIEW_PARTS),
  vizpart: word('part', NVS_VIZ_PARTS),
  trainingpart: word('part', TRAINING_PARTS),
  generation: word('generation', GENERATION_FOLDERS),
  form: word('gaussians', GAUSSIAN_FORMS),
  epoch: epoch('epoch'),
  posestate: epoch('poseState'),
  cam: {
    member: 'camera',
    many: 'cam_*',
    format: (value) => formatCam(Number(value)),
    parse: (part) => (part.startsWith('cam_') ? parseCamera(part) : undefined),
  },
  person: {
    member: 'person',
    many: 'person_*',
    format: (value) => formatPersonEntity(Number(value)),
    parse: (part) => (part.startsWith('person_') ? parsePerson(part) : undefined),
  },
  sample: {
    member: 'sample',
    many: 'sample_*',
    format: (value) => formatSample(Number(value)),
    parse: (part) => {
      const sample = Number(/^sample_(\d{2,6})$/.exec(part)?.[1]);
      return part === formatSample(sample) ? sample : undefined;
    },
  },
};

/** One path of the contract. */
export interface EntityPathRow {
  /** With placeholders in braces, e.g. `/input_data/{split}/all_cameras/{cam}`. */
  readonly pattern: string;
  /** Members of the address that the pattern stands for besides its placeholders. */
  readonly fixed: Readonly<Record<string, string | true>>;
  /** What is there; absent where the path only holds others. */
  readonly doc?: string;
  /** What its values are counted in; `static` where they hold always. */
  readonly timeline?: 'frame' | 'epoch' | 'static';
}

const input = { root: 'input_data' };
const generated = { ...input, split: 'train' };
const training = { root: 'training_artifacts' };
const evaluation = { root: 'evaluation' };
const nvs = { ...evaluation, task: 'nvs' };
const viz = { ...evaluation, role: 'viz' };
const metrics = { ...evaluation, role: 'metrics' };
const GENERATED = '/input_data/train/misc/nv_generation';
const POSE = '/evaluation/{epoch}/{posetask}';
const METRICS = '/evaluation/{epoch}/{task}/metrics/{level}/{metric}';

/** Paths of the recordings of one experiment. */
const OF_EXPERIMENT: readonly EntityPathRow[] = [
  { pattern: '/input_data', fixed: input },
  {
    pattern: '/input_data/summary',
    fixed: { ...input, summary: true },
    doc: 'What the recording shows.',
    timeline: 'static',
  },
  { pattern: '/input_data/{split}', fixed: input, doc: 'Up axis and mask classes of a world.', timeline: 'static' },
  {
    pattern: '/input_data/{split}/skip_frames',
    fixed: { ...input, skipFrames: true },
    doc: 'A line per skipped frame.',
    timeline: 'frame',
  },
  { pattern: '/input_data/{split}/all_cameras/{cam}', fixed: input, doc: 'Pinhole and pose.', timeline: 'frame' },
  {
    pattern: '/input_data/{split}/all_cameras/{cam}/{modality}',
    fixed: input,
    doc: 'Pictures, masks, depth.',
    timeline: 'frame',
  },
  { pattern: '/input_data/{split}/{body}', fixed: input },
  { pattern: '/input_data/{split}/{body}/joints_3d', fixed: { ...input, skeleton: true } },
  {
    pattern: '/input_data/{split}/{body}/joints_3d/{person}',
    fixed: { ...input, skeleton: true },
    doc: 'Skeleton.',
    timeline: 'frame',
  },
  { pattern: '/input_data/{split}/{body}/{person}', fixed: input, doc: 'Body.', timeline: 'frame' },
  {
    pattern: '/input_data/{split}/{body}/{person}/trajectory',
    fixed: { ...input, trajectory: true },
    doc: 'Path of the pelvis.',
    timeline: 'static',
  },
  { pattern: `${GENERATED}/pose_state/{posestate}`, fixed: generated },
  {
    pattern: `${GENERATED}/pose_state/{posestate}/summary`,
    fixed: { ...generated, summary: true },
    doc: 'What the recording shows.',
    timeline: 'static',
  },
  {
    pattern: `${GENERATED}/pose_state/{posestate}/{person}`,
    fixed: generated,
    doc: 'Body that virtual cameras were placed by.',
    timeline: 'frame',
  },
  {
    pattern: `${GENERATED}/{generation}/{cam}`,
    fixed: generated,
    doc: 'Debug pictures of a virtual camera.',
    timeline: 'frame',
  },
  { pattern: '/training_artifacts', fixed: training },
  {
    pattern: '/training_artifacts/summary',
    fixed: { ...training, summary: true },
    doc: 'What the recording shows.',
    timeline: 'static',
  },
  { pattern: '/training_artifacts/{trainingpart}', fixed: training },
  {
    pattern: '/training_artifacts/{trainingpart}/{sample}',
    fixed: training,
    doc: 'Diagnostic pictures, and whose they are.',
    timeline: 'epoch',
  },
  { pattern: '/evaluation/{epoch}', fixed: evaluation, doc: 'Up axis of the predicted world.', timeline: 'static' },
  {
    pattern: '/evaluation/{epoch}/summary',
    fixed: { ...evaluation, summary: true },
    doc: 'What the recording shows.',
    timeline: 'static',
  },
  {
    pattern: '/evaluation/{epoch}/{task}',
    fixed: evaluation,
    doc: 'For `nvs` the motion into the predicted world.',
    timeline: 'frame',
  },
  { pattern: '/evaluation/{epoch}/{task}/{role}', fixed: evaluation },
  {
    pattern: '/evaluation/{epoch}/nvs/viz/{cam}/{vizpart}',
    fixed: { ...nvs, role: 'viz' },
    doc: 'Large pictures, and the video.',
    timeline: 'frame',
  },
  {
    pattern: '/evaluation/{epoch}/nvs/{pictured}/{cam}',
    fixed: nvs,
    doc: 'Pictures, with pinhole and pose.',
    timeline: 'frame',
  },
  {
    pattern: `${POSE}/viz/error_legend`,
    fixed: { ...viz, errorLegend: true },
    doc: 'What the colors of an error mean.',
    timeline: 'static',
  },
  { pattern: `${POSE}/viz/posed_3dgs_per_frame`, fixed: { ...viz, gaussians: 'all' } },
  { pattern: `${POSE}/viz/posed_3dgs_per_frame/{form}`, fixed: viz },
  {
    pattern: `${POSE}/viz/posed_3dgs_per_frame/{form}/{person}`,
    fixed: viz,
    doc: 'Posed 3D Gaussians.',
    timeline: 'frame',
  },
  {
    pattern: `${POSE}/viz/all_cameras/{cam}`,
    fixed: viz,
    doc: 'Pinhole and pose of the source view.',
    timeline: 'frame',
  },
  {
    pattern: `${POSE}/viz/all_cameras/{cam}/{viewpart}`,
    fixed: viz,
    doc: 'Pictures and depth of the source view.',
    timeline: 'frame',
  },
  { pattern: `${POSE}/{shown}/{space}`, fixed: evaluation },
  { pattern: `${POSE}/{shown}/{space}/{person}`, fixed: evaluation, doc: 'Body.', timeline: 'frame' },
  { pattern: METRICS, fixed: metrics, doc: 'Metric over all cameras.', timeline: 'frame' },
  { pattern: `${METRICS}/{cam}`, fixed: metrics, doc: 'Metric of a camera.', timeline: 'frame' },
];

/** Every entity path of the contract. Where two rows fit a path, the first one is meant. */
export const ENTITY_PATHS: readonly EntityPathRow[] = [
  ...OF_EXPERIMENT,
  {
    pattern: '/runs',
    fixed: { root: 'runs' },
    doc: 'Up axis of the world that all runs stand in.',
    timeline: 'static',
  },
  {
    pattern: '/runs/summary',
    fixed: { root: 'runs', summary: true },
    doc: 'What is compared, and the table of metrics.',
    timeline: 'static',
  },
  // What a recording of one run has at `/evaluation/…`, a comparison has for each of its runs.
  ...OF_EXPERIMENT.filter(({ fixed }) => fixed.root === evaluation.root).map((row) => ({
    ...row,
    pattern: `/runs/{run}${row.pattern}`,
  })),
];

interface CompiledRow {
  readonly fixed: readonly (readonly [member: string, value: string | true])[];
  /** Members that an address of this row has, sorted. */
  readonly members: string;
  readonly parts: readonly (string | Placeholder)[];
}

const ROWS: readonly CompiledRow[] = ENTITY_PATHS.map(({ pattern, fixed }) => {
  const parts = pattern
    .slice(1)
    .split('/')
    .map((part) => (part.startsWith('{') ? PLACEHOLDERS[part.slice(1, -1)]! : part));
  const members = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.member]));
  return { fixed: Object.entries(fixed), members: memberKey([...Object.keys(fixed), ...members]), parts };
});

function memberKey(members: readonly string[]): string {
  return [...members].sort().join(' ');
}

/** The parts of a path by its row; `undefined` when no row fits. */
export function parseByTable(path: string): Readonly<Record<string, string | number | true>> | undefined {
  const given = path.split('/').filter((part) => part !== '');
  for (const { fixed, parts } of ROWS) {
    if (parts.length !== given.length) continue;
    const values = parts.map((part, i) =>
      typeof part === 'string' ? part === given[i] || undefined : part.parse(given[i]!),
    );
    if (values.includes(undefined)) continue;
    const found = parts.flatMap((part, i) => (typeof part === 'string' ? [] : [[part.member, values[i]!] as const]));
    return Object.fromEntries([...fixed, ...found]) as Readonly<Record<string, string | number | true>>;
  }
  return undefined;
}

/**
 * The path of an address. Members that are `undefined` count as absent.
 * @param isPattern Write `cam_*`, `person_*`, `sample_*` for the number of a camera, person or sample.
 * @throws RangeError when no row has these members, and for a bad number.
 */
export function formatByTable(address: object, isPattern = false): string {
  const given = new Map(Object.entries(address).filter(([, value]) => value !== undefined)) as Map<string, Value>;
  const key = memberKey([...given.keys()]);
  for (const { fixed, members, parts } of ROWS) {
    if (members !== key || fixed.some(([member, value]) => given.get(member) !== value)) continue;
    const texts = parts.map((part) => {
      if (typeof part === 'string') return part;
      const value = given.get(part.member)!;
      return isPattern && part.many !== undefined ? part.many : part.format(value);
    });
    // A word that is not one of the placeholder's belongs to another row.
    if (
      parts.every(
        (part, i) => typeof part === 'string' || part.many !== undefined || part.parse(texts[i]!) !== undefined,
      )
    )
      return `/${texts.join('/')}`;
  }
  throw new RangeError(`No entity path of the contract has the parts ${JSON.stringify(address)}.`);
}
