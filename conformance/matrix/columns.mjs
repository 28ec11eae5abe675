/** From here on every cell has to be green; what is older is stated, and taken silently with `target: '0.24'`. */
export const SUPPORTED = '0.29.1';
export const CLIS = ['0.24.1', '0.26.2', '0.29.1', '0.31.4', '0.33.1', '0.36.3', '0.41.0'];
export const VIEWERS = ['npm:0.24.1', 'npm:0.26.2', 'npm:0.31.4', 'npm:0.33.0', 'wheel:0.41.0'];

export const isOld = (version) => version.localeCompare(SUPPORTED, 'en', { numeric: true }) < 0;

/** Cases opened by old viewers with a chunk index too: what they say about it depends on nothing else. */
export const INDEX_SAMPLE = ['points3d', 'encodedimage', 'scalars', 'textlog', 'blueprint_panels'];

/** Key of a column: judge, version, and whether the file was made for old readers. */
export const columnKey = (judge, which) => (which === 'target' ? `${judge} target 0.24` : judge);

/** A chosen part of a list: `all`, `none`, `newest,oldest`, or members. */
export function choose(list, text, option) {
  if (text === 'all') return list;
  if (text === 'none') return [];
  const names = { newest: list.at(-1), oldest: list[0] };
  return text.split(',').map((name) => {
    const found = names[name] ?? name;
    if (!list.includes(found))
      throw new Error(`${option} ${name}: expected all, none, newest, oldest or some of ${list.join(', ')}`);
    return found;
  });
}

const GREEN = new Set(['ok', 'note', 'lacks', 'known']);

/**
 * Red fails the run. The newest CLI knows everything we write, so that a note there is a fault of ours. Files with a
 * chunk index in readers from before there was one are reported, not judged.
 */
export function isRed(key, { status }) {
  if (key === `cli:${CLIS.at(-1)}`) return status !== 'ok';
  const [judge, target] = key.split(' ');
  return !GREEN.has(status) && (target !== undefined || !isOld(judge.split(':')[1]));
}
