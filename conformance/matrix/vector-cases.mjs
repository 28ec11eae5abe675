// Whole golden recordings whose subject is no archetype: blueprints, timelines, packings, names. A blueprint is shown
// when the picture differs from the same recording without it, the others when it differs from an empty viewport.

const BLUEPRINTS = [
  'blueprint_layout',
  'blueprint_views',
  'blueprint_overrides',
  'blueprint_panels',
  'blueprint_collapse',
];
const OTHERS = ['properties', 'columns', 'timelines', 'chunking', 'clear', 'entity_paths'];
const FILES = ['two_recordings', 'blueprint_file'];

const TITLES = {
  properties: 'RecordingInfo and properties',
  clear: 'Clear, flat and recursive',
  blueprint_file: 'Blueprint file (.rbl)',
  two_recordings: 'Two recordings in one file',
};

const title = (name) =>
  TITLES[name] ??
  name
    .replace(/^blueprint_/, 'blueprint: ')
    .replace('_', ' ')
    .replace(/^./, (first) => first.toUpperCase());

/** Rows of {@link archetypeCases} in form. `panels`: the viewer's panels stay, because they are what is shown. */
export function vectorCases({ VECTORS }) {
  const vector = (name) => VECTORS.find((candidate) => candidate.name === name);
  const whole = (name, more) => ({
    id: name === 'clear' ? 'clear_recursive' : name,
    title: title(name),
    vector: name,
    whole: vector(name),
    ...more,
  });
  return [
    ...OTHERS.map((name) => whole(name, { panels: name === 'properties' })),
    ...BLUEPRINTS.map((name) => whole(name, { panels: true, isBlueprint: true })),
    ...FILES.map((name) => whole(name, { isFile: true, panels: true })),
  ];
}
