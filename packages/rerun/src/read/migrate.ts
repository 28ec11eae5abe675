/** Names of a data column; what migrations between `sorbet:version`s change. */
export interface ComponentNames {
  readonly component: string;
  readonly archetype: string | undefined;
  readonly componentType: string | undefined;
}

interface Rename {
  /** First `sorbet:version` that uses the new name. */
  readonly since: readonly [number, number, number];
  readonly componentType?: readonly [from: string, to: string];
  readonly component?: readonly [from: string, to: string];
}

const TYPE = 'rerun.components.';

/** Renames by `sorbet:version`, as the readers up to 0.41 apply them on load. */
const RENAMES: readonly Rename[] = [
  ...['Translation3D', 'RotationAxisAngle', 'RotationQuat', 'Scale3D', 'TransformMat3x3'].map(
    (name): Rename => ({ since: [0, 1, 2], componentType: [`${TYPE}Pose${name}`, `${TYPE}${name}`] }),
  ),
  { since: [0, 1, 2], component: ['Transform3D:axis_length', 'TransformAxes3D:axis_length'] },
  { since: [0, 1, 2], component: ['CoordinateFrame:frame_id', 'CoordinateFrame:frame'] },
  { since: [0, 1, 3], componentType: [`${TYPE}SeriesVisible`, `${TYPE}Visible`] },
  { since: [0, 1, 4], component: ['TableColumn:cell_kind', 'TableColumn:column_type'] },
];

/** The names under which readers of 0.41 know a column of a chunk that was stamped with `sorbetVersion`. */
export function migrateNames(names: ComponentNames, sorbetVersion: string | undefined): ComponentNames {
  const version = (sorbetVersion ?? '0.0.1').split('.').map(Number);
  let { component, archetype, componentType } = names;
  for (const rename of RENAMES) {
    if (!isBefore(version, rename.since)) continue;
    if (componentType === rename.componentType?.[0]) componentType = rename.componentType?.[1];
    if (rename.component !== undefined && component === rename.component[0]) {
      component = rename.component[1];
      archetype = archetype?.replace(/[^.]*$/, component.split(':')[0] ?? '');
    }
  }
  return { component, archetype, componentType };
}

function isBefore(version: readonly number[], limit: readonly number[]): boolean {
  for (const [i, part] of limit.entries()) {
    const own = version[i] ?? 0;
    if (own !== part) return own < part;
  }
  return false;
}
