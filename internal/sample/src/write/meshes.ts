import type { BodyTemplate } from '../body/template.ts';
import { encodeFaces, encodeVertices, joinObj, mergeFaces } from '../format/obj.ts';
import { frameName, personName } from '../format/text.ts';
import type { Disk } from './disk.ts';

const texts = new WeakMap<BodyTemplate, Map<number, Uint8Array>>();

/** Face lines for `meshes` persons in one file; they never change, so they are made once per template. */
function faceText(template: BodyTemplate, meshes: number): Uint8Array {
  const known = texts.get(template) ?? new Map<number, Uint8Array>();
  texts.set(template, known);
  let text = known.get(meshes);
  if (!text) {
    text = encodeFaces(mergeFaces(template.faces, template.weights.length, meshes));
    known.set(meshes, text);
  }
  return text;
}

/** Writes one frame of mesh folders: the merged file and one folder per person, the same into every folder given. */
export function writeMeshes(
  disk: Disk,
  folders: readonly string[],
  frame: number,
  template: BodyTemplate,
  verts: readonly Float32Array[],
): void {
  const lines = verts.map(encodeVertices);
  const merged = joinObj(lines, faceText(template, verts.length));
  const single = lines.map((line) => joinObj([line], faceText(template, 1)));
  for (const folder of folders) {
    disk.file(`${folder}/${frameName(frame)}.obj`, merged);
    single.forEach((bytes, person) => {
      disk.file(`${folder}/${personName(person)}/${frameName(frame)}.obj`, bytes);
    });
  }
}
