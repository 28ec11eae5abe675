import type { PoseState } from '@outlay/schema/port';
import { bodyDecoder } from './decoders.ts';
import type { ExperimentFiles } from './experiment-files.ts';
import { meshSeries } from './mesh-series.ts';
import { fileSeries } from './series.ts';

const MESHES = 'nv-generation.pose-state.person';
const PARAMETERS = 'nv-generation.pose-state';

/** What is below `misc/nv_generation/pose_state`, ascending by epoch; epochs without any file are left out. */
export function openPoseStates(files: ExperimentFiles): readonly PoseState[] {
  const { source, inventory } = files;
  const folders = [...inventory.frames(MESHES), ...inventory.frames(PARAMETERS)];
  const epochs = [...new Set(folders.map(({ ids }) => ids.epoch!))].sort((a, b) => a - b);
  return epochs.map((epoch) => {
    const parameters = inventory.frames(PARAMETERS, { epoch })[0];
    return {
      epoch,
      meshes: inventory.frames(MESHES, { epoch }).map((folder) => ({
        person: folder.ids.person!,
        meshes: meshSeries(files, folder.path, folder),
      })),
      ...(parameters ? { parameters: fileSeries(source, parameters.path, parameters, () => bodyDecoder) } : {}),
    };
  });
}
