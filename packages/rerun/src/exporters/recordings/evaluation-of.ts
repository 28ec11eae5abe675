/**
 * The parts of an experiment that recordings of an epoch are about.
 * @module
 */
import type { Experiment, PoseState } from '@outlay/schema/port';
import { InvalidSelectionError } from '../errors.ts';

/** The pose state of an epoch. @throws InvalidSelectionError when the experiment has none. */
export function poseStateOf(experiment: Experiment, epoch: number): PoseState {
  const found = experiment.poseStates.find((state) => state.epoch === epoch);
  if (found !== undefined) return found;
  const there = experiment.poseStates.map((state) => state.epoch);
  throw new InvalidSelectionError(
    'epoch',
    there.length === 0 ? 'an experiment with pose states of view generation' : `one of ${there.join(', ')}`,
    String(epoch),
  );
}

/** The evaluation of an epoch. @throws InvalidSelectionError when the experiment has none. */
export function evaluationOf(experiment: Experiment, epoch: number): Experiment['evaluations'][number] {
  const found = experiment.evaluations.find((evaluation) => evaluation.epoch === epoch);
  if (found !== undefined) return found;
  const there = experiment.evaluations.map((evaluation) => evaluation.epoch);
  throw new InvalidSelectionError(
    'epoch',
    there.length === 0 ? 'an experiment with evaluation epochs' : `one of ${there.join(', ')}`,
    String(epoch),
  );
}
