import { type ContractId, fileContract } from '@outlay/schema/names';
import { compileSegment, type PathIds, type Segment } from './pattern.ts';

const compiled = new Map<string, readonly Segment[]>();

/**
 * The experiment-relative POSIX path of a file of the layout.
 *
 * ```ts
 * formatPath('nvs.pred.image', { epoch: 30, camera: 4, frame: 123, image: 'jpg' });
 * // evaluation/epoch_0030/nvs/pred/cam_4/metrics_input/000123.jpg
 * ```
 * @param contractId An id of `FILE_CONTRACTS`.
 * @throws RangeError for an unknown contract, and for an id that is missing or out of range.
 */
export function formatPath(contractId: ContractId, ids: PathIds): string {
  let segments = compiled.get(contractId);
  if (!segments) {
    segments = fileContract(contractId).pattern.split('/').map(compileSegment);
    compiled.set(contractId, segments);
  }
  return segments.map((segment) => segment.format(ids)).join('/');
}
