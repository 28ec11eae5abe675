/**
 * Names on disk and the numbers they stand for. Formatting gives the canonical name; parsing accepts what
 * trainers really leave (other paddings, `cam_` prefix, upper case) and returns `undefined` for anything else, so that a
 * walk over a folder can skip strangers without an exception.
 * @module
 */

const DIGITS = /^\d{1,9}$/;

function requireId(what: string, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 999_999_999)
    throw new RangeError(`${what} must be an integer from 0 to 999999999, received ${value}.`);
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}

/** `30` → `epoch_0030`. Four digits, more when the number needs them. @throws RangeError for a non-integer or negative number. */
export function formatEpoch(epoch: number): string {
  requireId('Epoch', epoch);
  return `epoch_${pad(epoch, 4)}`;
}

/** `epoch_0030` → `30`, in any padding and case. `undefined` when the name is not an epoch. */
export function parseEpoch(name: string): number | undefined {
  return /^epoch_\d{1,9}$/i.test(name) ? Number(name.slice('epoch_'.length)) : undefined;
}

/** `123` → `000123`. @throws RangeError for a non-integer or negative number. */
export function formatFrame(frame: number): string {
  requireId('Frame', frame);
  return pad(frame, 6);
}

/** `000123` → `123`, in any padding. `undefined` when the stem is not a frame. */
export function parseFrame(stem: string): number | undefined {
  return DIGITS.test(stem) ? Number(stem) : undefined;
}

/** `4` → `4`: camera folders inside `input_data/` are bare. @throws RangeError for a non-integer or negative number. */
export function formatCamera(camera: number): string {
  requireId('Camera', camera);
  return String(camera);
}

/** `4` → `cam_4`: camera folders inside `evaluation/` and camera entities. @throws RangeError for a non-integer or negative number. */
export function formatCam(camera: number): string {
  requireId('Camera', camera);
  return `cam_${camera}`;
}

/** `4`, `cam_4`, `CAM_004` → `4`. `undefined` when the name is not a camera. */
export function parseCamera(name: string): number | undefined {
  const digits = name.replace(/^cam_/i, '');
  return DIGITS.test(digits) ? Number(digits) : undefined;
}

/** `1` → `01`: person folders of posed meshes and splats. @throws RangeError for a non-integer or negative number. */
export function formatPerson(person: number): string {
  requireId('Person', person);
  return pad(person, 2);
}

/** `1` → `person_01`: person entities in recordings. @throws RangeError for a non-integer or negative number. */
export function formatPersonEntity(person: number): string {
  return `person_${formatPerson(person)}`;
}

/** `1`, `01`, `person_01` → `1`, in any case. `undefined` when the name is not a person. */
export function parsePerson(name: string): number | undefined {
  const digits = name.replace(/^person_/i, '');
  return DIGITS.test(digits) ? Number(digits) : undefined;
}
