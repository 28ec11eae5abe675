/**
 * Decoding meshes as work that can be handed over: to another thread, to be answered by buffers.
 * @module
 */
import { vertexNormals } from '@outlay/schema/port';
import { type ObjMesh, type PreviousMesh, readObj } from '../read/obj.ts';

/** Files to decode, by real path. */
export interface MeshTask {
  readonly kind: 'meshes';
  readonly paths: readonly string[];
  readonly normals: boolean;
  /** Memory of an earlier answer, to be used again. */
  readonly memory?: ArrayBuffer;
}

/** Where the mesh of a file is, in numbers (not bytes) of the answer's memory; `undefined` where a file failed. */
export interface MeshPlace {
  readonly positions: number;
  readonly normals: number | undefined;
  /** Length of positions, and of normals. */
  readonly length: number;
  /** Which of the triangle arrays this decoder has answered so far, counted from 0. */
  readonly topology: number;
}

/** What became of a {@link MeshTask}. */
export interface MeshAnswer {
  readonly memory: ArrayBuffer;
  readonly places: readonly (MeshPlace | undefined)[];
  /** Triangles of topologies that were not answered before. */
  readonly triangles: readonly { readonly topology: number; readonly triangles: Uint32Array }[];
}

/** Decodes tasks one after the other; remembers the last triangles, which are parsed once while their text stays. */
export class MeshWorker {
  readonly #read: (path: string) => Uint8Array;
  #previous: PreviousMesh | undefined;
  #topology = -1;

  /** @param read The bytes of a file, valid until the next call. May throw. */
  constructor(read: (path: string) => Uint8Array) {
    this.#read = read;
  }

  answer(task: Omit<MeshTask, 'kind'>): MeshAnswer {
    let out = new Float32Array(task.memory ?? new ArrayBuffer(0));
    let used = 0;
    const places: (MeshPlace | undefined)[] = [];
    const triangles: { topology: number; triangles: Uint32Array }[] = [];
    for (const path of task.paths) {
      // Straight into the answer where the mesh before tells how long it will be.
      const room = this.#previous?.positions.length ?? 0;
      const mesh = this.#decode(path, used + room <= out.length ? out.subarray(used, used + room) : undefined);
      if (mesh === undefined) {
        places.push(undefined);
        continue;
      }
      if (mesh.triangles !== this.#previous?.triangles)
        triangles.push({ topology: ++this.#topology, triangles: mesh.triangles });
      const { length } = mesh.positions;
      // Without the positions themselves: their memory goes away with the answer.
      this.#previous = { positions: { length }, triangles: mesh.triangles, faces: mesh.faces };
      const end = used + length * (task.normals ? 2 : 1);
      if (end > out.length) out = grown(out, used, Math.max(end, end * (task.paths.length / (places.length + 1))));
      if (mesh.positions.buffer !== out.buffer) out.set(mesh.positions, used);
      if (task.normals) vertexNormals(mesh.positions, mesh.triangles, out.subarray(used + length, end));
      places.push({
        positions: used,
        normals: task.normals ? used + length : undefined,
        length,
        topology: this.#topology,
      });
      used = end;
    }
    return { memory: out.buffer, places, triangles };
  }

  /** Broken and empty files are read again by the caller, who knows how to tell what is wrong. */
  #decode(path: string, into: Float32Array | undefined): ObjMesh | undefined {
    try {
      const mesh = readObj(this.#read(path), path, this.#previous, into);
      return mesh.positions.length === 0 ? undefined : mesh;
    } catch {
      return undefined;
    }
  }
}

function grown(data: Float32Array, used: number, length: number): Float32Array<ArrayBuffer> {
  const out = new Float32Array(Math.ceil(length));
  out.set(data.subarray(0, used));
  return out;
}
