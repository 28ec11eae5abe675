import { nearMiss } from '@outlay/schema/names';

/** Datasets whose scenes the original trainer uses; the text before the first `_` of a scene is its dataset. */
const DATASETS = ['hi4d', 'mmm', 'wild'];
/** `demo_pair01_run`: the dataset, then what is numbered in it. */
const NUMBERED = /^[a-z][a-z0-9]*_[a-z]{3,}\d+(?:_|$)/i;
/** What people call a place for copies, whatever stands before it. */
const COPIES = /(?:^|[_-])(?:backup|bak|copy|copies|download|downloads|export|exports|old|tmp|temp|archive)(?:[_-]|$)/i;

/**
 * Is a folder named as trainers name scenes? Then an experiment in it belongs to that scene; any other folder is just
 * where somebody put a copy.
 *
 * @param scene The `scene_name` of the manifest, for the way scenes are named where the dataset is not known.
 */
export function looksLikeScene(folder: string, scene: string): boolean {
  if (COPIES.test(folder)) return false;
  const dataset = datasetOf(folder);
  const isOfDataset = dataset !== undefined && (DATASETS.includes(dataset) || dataset === datasetOf(scene));
  return (
    isOfDataset || NUMBERED.test(folder) || isNumberedAlike(folder, scene) || nearMiss(folder, [scene]) !== undefined
  );
}

function datasetOf(name: string): string | undefined {
  return /^([a-z][a-z0-9]+)_/i.exec(name)?.[1]?.toLowerCase();
}

/** `actor02` and `actor11` */
function isNumberedAlike(a: string, b: string): boolean {
  const pattern = (text: string): string => text.toLowerCase().replace(/\d+/g, '#');
  return /[a-z]/i.test(a) && /\d/.test(a) && pattern(a) === pattern(b);
}
