/**
 * Findings the exporters make themselves. Findings about files come through the port and are passed on.
 * @module
 */
import type { Diagnostic } from '@outlay/schema';

/** Codes of export findings: `OUT61xx`, never reused. `reason` says why it matters, `fix` what to do about it. */
export const EXPORT_FINDINGS = {
  'export-nothing': {
    code: 'OUT6101',
    severity: 'error',
    reason: 'The selection holds nothing to export, so the recording shows an explanation only.',
    fix: 'Check the selection, and that the folders hold files.',
  },
  'export-mesh-topology': {
    code: 'OUT6102',
    severity: 'warning',
    reason: 'A recording keeps one list of triangles per person; a mesh with another is damaged or of another model.',
    fix: 'Write the mesh again; a file that was cut off has fewer vertices or triangles.',
  },
  'export-image-size': {
    code: 'OUT6103',
    severity: 'info',
    reason: 'Viewers show the pictures of an entity as a video, which expects one size.',
    fix: 'Render the frames of the smaller number again.',
  },
  'export-alignment-missing': {
    code: 'OUT6104',
    severity: 'warning',
    reason:
      'Cameras of the ground-truth world cannot stand beside predicted bodies without the motion between the worlds.',
    fix: 'Keep input_data/test/smplx and the inputs/ folder of the pose evaluation in the experiment.',
  },
  'export-camera-invalid': {
    code: 'OUT6105',
    severity: 'warning',
    reason: 'Matrices with values that no camera has would draw a frustum that is not there.',
    fix: 'Write the camera file again.',
  },
  'export-body-model': {
    code: 'OUT6106',
    severity: 'warning',
    reason: 'A body model was given that bodies of the experiment cannot be posed by, so they are shown without it.',
    fix: 'Give the model that the trainer used with --body-model, SMPL-X or SMPL; both may be given.',
  },
  'export-body-parameters': {
    code: 'OUT6107',
    severity: 'warning',
    reason: 'Parameters that are no numbers, or of other joints than the body model has, give no body.',
    fix: 'Write the parameter file again, hands as 15 rotations each; decode PCA coefficients first.',
  },
  'export-ground-truth': {
    code: 'OUT6108',
    severity: 'warning',
    reason: 'Runs that were evaluated against other ground truth cannot be compared by their metrics.',
    fix: 'Evaluate both runs on the same data.',
  },
  'export-video-times': {
    code: 'OUT6110',
    severity: 'warning',
    reason: 'A video whose index does not say when its pictures begin cannot be shown frame by frame.',
    fix: 'Encode the video again, as an MP4 that is not fragmented.',
  },
} as const satisfies Record<
  string,
  Pick<Diagnostic, 'code' | 'severity'> & { readonly reason: string; readonly fix: string }
>;

/** Name of an export finding. */
export type ExportFinding = keyof typeof EXPORT_FINDINGS;

/** Makes a diagnostic of an export finding. */
export function exportFinding(
  name: ExportFinding,
  path: string,
  message: string,
  facts: Pick<Diagnostic, 'expected' | 'actual'> = {},
): Diagnostic {
  const { code, severity, fix } = EXPORT_FINDINGS[name];
  return { code, name, severity, path, message, ...facts, fix };
}

/** Collects problems, grouping those of one code and folder into one with `affects`, so that 10,000 stay readable. */
export class ProblemLog {
  readonly #groups = new Map<string, { first: Diagnostic; count: number; sample: string[] }>();
  #new: Diagnostic[] = [];

  /** Adds one. */
  add(problem: Diagnostic): void {
    const folder = problem.path.slice(0, problem.path.lastIndexOf('/') + 1);
    const key = `${problem.code} ${folder === '' ? problem.message : folder}`;
    const group = this.#groups.get(key);
    const count = problem.affects?.count ?? 1;
    if (group === undefined) {
      this.#groups.set(key, { first: problem, count, sample: [...(problem.affects?.sample ?? [])] });
      this.#new.push(problem);
      return;
    }
    group.count += count;
    if (group.sample.length < SAMPLE) group.sample.push(problem.path);
  }

  /** The first of each kind and folder since the last call. */
  takeNew(): readonly Diagnostic[] {
    const fresh = this.#new;
    this.#new = [];
    return fresh;
  }

  /** All so far, in order of first appearance. */
  list(): readonly Diagnostic[] {
    return [...this.#groups.values()].map(({ first, count, sample }) =>
      count === 1 ? first : { ...first, affects: { count, sample } },
    );
  }
}

/** Places named per group: enough to look at, few enough to print. */
const SAMPLE = 5;
