import {
  Arrows3D,
  Asset3D,
  Boxes2D,
  Boxes3D,
  Capsules3D,
  CoordinateFrame,
  Cylinders3D,
  Ellipsoids3D,
  GaussianSplats3D,
  InstancePoses3D,
  LineStrips2D,
  LineStrips3D,
  Mesh3D,
  Pinhole,
  Points2D,
  Points3D,
  Transform3D,
  TransformAxes3D,
  ViewCoordinates,
} from '../../src/index.ts';
import type { Vector } from './vector.ts';

const ORANGE = [255, 165, 0] as const;
export const TETRAHEDRON = Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1);
const TRIANGLES = Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3);
const NORMALS = Float32Array.of(-0.5, -0.5, -0.5, 1, 0, 0, 0, 1, 0, 0, 0, 1);

/** x, y, z, w of half a turn take this twice. */
const HALF_TURN = Math.SQRT1_2;

export const camera: Vector = {
  name: 'camera',
  log(recording) {
    // Right-handed, z up: x right, y forward, z up.
    recording.logStatic('/', ViewCoordinates('RFU'));
    const imageFromCamera = [
      [500, 0, 320],
      [0, 510, 240],
      [0, 0, 1],
    ];
    // Rows of the rotation are [0, -1, 0], [0, 0, -1], [1, 0, 0].
    const mat3x3 = [0, 0, 1, -1, 0, 0, 0, -1, 0];
    const relation = 'ChildFromParent';
    recording.logStatic(
      'world/cam_00',
      Pinhole({
        imageFromCamera,
        resolution: [640, 480],
        cameraXyz: 'RDF',
        imagePlaneDistance: 0.25,
        color: ORANGE,
        lineWidth: 0.01,
      }),
    );
    recording.logStatic('world/cam_00', Transform3D({ translation: [0.1, 0.2, 3], mat3x3, relation }));
    for (let frame = 0; frame < 3; frame++) {
      recording.log('world/cam_01', Transform3D({ translation: [0.1 * frame, 0, 2], mat3x3, relation }), { frame });
      recording.log('world/cam_01', Pinhole({ imageFromCamera, resolution: [640, 480], cameraXyz: 'RDF' }), { frame });
    }
    recording.logStatic(
      'world/cam_02',
      Pinhole({ focalLength: [500, 510], principalPoint: [320, 240], resolution: [640, 480] }),
    );
  },
};

export const transform3d: Vector = {
  name: 'transform3d',
  log(recording) {
    const quaternion = [0, 0, HALF_TURN, HALF_TURN];
    recording.logStatic('quat', Transform3D({ translation: [1, 2, 3], quaternion, scale: [2, 2, 2] }));
    const rotationAxisAngle = { axis: [0, 0, 1], angle: 0.5 } as const;
    recording.logStatic('axis', Transform3D({ rotationAxisAngle, scale: [1, 2, 3] }));
    recording.logStatic('relation', Transform3D({ translation: [1, 0, 0], relation: 'ParentFromChild' }));
    const whole = Transform3D({ translation: [1, 2, 3], scale: [1.5, 1.5, 1.5], quaternion: [0, 0, 0, 1] });
    recording.log('partial', whole, { frame: 0 });
    recording.log('partial', Transform3D.update({ translation: [4, 5, 6] }), { frame: 1 });
    recording.log('partial', Transform3D.update({ scale: [2, 2, 2] }, { clearUnset: true }), { frame: 2 });
    recording.log('partial', Transform3D({ translation: [7, 8, 9] }), { frame: 3 });
    recording.sendColumns(
      'columns',
      { frame: [0, 1, 2] },
      Transform3D.columns({
        translation: Float32Array.of(0, 0, 0, 1, 0, 0, 2, 0, 0),
        quaternion: Float32Array.of(0, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0),
        relation: ['ParentFromChild', 'ParentFromChild', 'ParentFromChild'],
      }),
    );
    const framed = Transform3D({ translation: [0, 0, 1], childFrame: 'person_00', parentFrame: 'world' });
    recording.log('frames', framed, { frame: 0 });
    recording.logStatic('frames/points', CoordinateFrame('person_00'));
    recording.logStatic('quat', TransformAxes3D({ axisLength: 0.5, showFrame: true }));
    recording.logStatic(
      'poses',
      InstancePoses3D({
        translations: [0, 0, 0, 1, 1, 1],
        quaternions: [0, 0, 0, 1, 0, 0, 1, 0],
        scales: [
          [1, 1, 1],
          [2, 2, 2],
        ],
      }),
    );
  },
};

export const viewCoordinates: Vector = {
  name: 'view_coordinates',
  log(recording) {
    recording.logStatic('rdf', ViewCoordinates('RDF'));
    recording.logStatic('rub', ViewCoordinates('RUB'));
    recording.logStatic('zup', ViewCoordinates('RFU'));
  },
};

export const mesh3d: Vector = {
  name: 'mesh3d',
  log(recording) {
    const whole = { vertexPositions: TETRAHEDRON, triangleIndices: TRIANGLES };
    recording.logStatic(
      'whole',
      Mesh3D({
        ...whole,
        vertexNormals: NORMALS,
        vertexColors: [
          [255, 0, 0],
          [0, 255, 0],
          [0, 0, 255],
          [255, 255, 255, 128],
        ],
      }),
    );
    recording.logStatic('split', Mesh3D.update({ triangleIndices: TRIANGLES, albedoFactor: ORANGE }));
    const frames = [0, 1, 2, 3];
    const positions = Float32Array.from(frames.flatMap((frame) => [...TETRAHEDRON].map((axis) => axis + 0.25 * frame)));
    recording.sendColumns(
      'split',
      { frame: frames },
      Mesh3D.columns(
        { vertexPositions: positions, vertexNormals: Float32Array.from(frames.flatMap(() => [...NORMALS])) },
        { lengths: [4, 4, 4, 4] },
      ),
    );
    const green = [0, 200, 0] as const;
    const colors = [green, green, green, green];
    recording.logStatic('logged', Mesh3D.update({ triangleIndices: TRIANGLES, vertexColors: colors }));
    for (let frame = 0; frame < 3; frame++) {
      const vertexPositions = TETRAHEDRON.map((axis) => axis * (frame + 1));
      const mesh =
        frame === 1 ? { vertexPositions: [], vertexNormals: [] } : { vertexPositions, vertexNormals: NORMALS };
      recording.log('logged', Mesh3D.update(mesh), { frame });
    }
    recording.logStatic(
      'textured',
      Mesh3D({
        ...whole,
        vertexTexcoords: [0, 0, 1, 0, 0, 1, 1, 1],
        albedoTextureBuffer: Uint8Array.from({ length: 12 }, (_, index) => index),
        albedoTextureFormat: { width: 2, height: 2, colorModel: 'RGB', channelDatatype: 'U8' },
        faceRendering: 'Front',
        classIds: 3,
      }),
    );
  },
};

export const points3d: Vector = {
  name: 'points3d',
  log(recording) {
    recording.logStatic(
      'all',
      Points3D({
        positions: TETRAHEDRON,
        radii: [0.1, 0.2, 0.3, 0.4],
        colors: Uint32Array.of(0xff0000ff, 0x00ff00ff, 0x0000ffff, 0x80808080),
        labels: ['a', 'b', '', 'ünï'],
        showLabels: true,
        classIds: [1, 1, 2, 2],
        keypointIds: [0, 1, 0, 1],
      }),
    );
    recording.logStatic('one', Points3D({ positions: [1.5, -0, 1e-30], radii: -3, colors: ORANGE }));
    recording.logStatic('keypoints', Points3D.update({ classIds: 2, keypointIds: [0, 1, 2], radii: 0.02 }));
    for (let frame = 0; frame < 3; frame++) {
      const positions = frame === 1 ? [] : [frame, 0, 0, frame, 1, 0, frame, 2, 0];
      recording.log('keypoints', Points3D.update({ positions }), { frame });
    }
    recording.logStatic(
      'p2',
      Points2D({
        positions: [
          [1, 2],
          [3, 4],
        ],
        radii: 2,
        colors: [0, 200, 0],
        labels: ['x', 'y'],
        drawOrder: 30,
        keypointIds: [0, 1],
        classIds: 2,
      }),
    );
    recording.logStatic('shading', Points3D({ positions: [0, 0, 0], pointShading: 'Flat' }));
  },
};

export const lineStrips3d: Vector = {
  name: 'line_strips3d',
  log(recording) {
    recording.logStatic(
      's',
      LineStrips3D({
        strips: [
          [
            [0, 0, 0],
            [1, 0, 0],
          ],
          [
            [0, 0, 0],
            [0, 1, 0],
            [0, 0, 1],
          ],
        ],
        radii: 0.01,
        colors: [
          [255, 0, 0],
          [0, 255, 0],
        ],
        labels: ['two', 'three'],
        showLabels: false,
        classIds: [1, 2],
      }),
    );
    for (let frame = 0; frame < 2; frame++) {
      const strips = [
        [
          [0, 0, 0],
          [0, 0, frame],
        ],
        [
          [0, 0, frame],
          [1, 1, 1],
        ],
      ];
      recording.log('bones', LineStrips3D({ strips, colors: ORANGE }), { frame });
    }
    const flat = [
      [
        [0, 0],
        [10, 5],
      ],
      [
        [1, 1],
        [2, 2],
        [3, 3],
      ],
    ];
    recording.logStatic('l2', LineStrips2D({ strips: flat, radii: -1.5, drawOrder: 2 }));
  },
};

export const boxes3d: Vector = {
  name: 'boxes3d',
  log(recording) {
    recording.logStatic(
      'b',
      Boxes3D({
        halfSizes: [1, 2, 3, 0.5, 0.5, 0.5],
        centers: [0, 0, 0, 4, 0, 0],
        quaternions: [0, 0, 0, 1, 0, 0, HALF_TURN, HALF_TURN],
        colors: [
          [255, 0, 0],
          [0, 255, 0],
        ],
        radii: 0.02,
        fillMode: 'Solid',
        labels: ['one', 'two'],
        showLabels: true,
        classIds: [1, 2],
      }),
    );
    const rotationAxisAngles = { axis: [0, 1, 0], angle: 0.25 } as const;
    const fillMode = 'TransparentFillMajorWireframe';
    recording.logStatic('aa', Boxes3D({ halfSizes: [1, 1, 1], rotationAxisAngles, fillMode }));
    recording.logStatic(
      'b2',
      Boxes2D({
        halfSizes: [5, 10],
        centers: [6, 12],
        colors: ORANGE,
        radii: 1,
        labels: 'person',
        drawOrder: 10,
        classIds: 1,
      }),
    );
    recording.logStatic(
      'arrows',
      Arrows3D({ origins: [0, 0, 0], vectors: [0, 0, 1], radii: 0.05, colors: [0, 200, 0] }),
    );
    recording.logStatic(
      'ell',
      Ellipsoids3D({ halfSizes: [1, 2, 3], centers: [0, 0, 1], quaternions: [0, 0, 0, 1], fillMode: 'MajorWireframe' }),
    );
    recording.logStatic('cap', Capsules3D({ lengths: 1, radii: 0.25, translations: [0, 0, 1], colors: ORANGE }));
    recording.logStatic('cyl', Cylinders3D({ lengths: 1, radii: 0.25, centers: [0, 0, 1] }));
    for (let frame = 0; frame < 2; frame++) {
      recording.log('moving', Boxes3D({ centers: [frame, 0, 0], halfSizes: [1, 1, 1] }), { frame });
    }
  },
};

export const gaussianSplats3d: Vector = {
  name: 'gaussian_splats3d',
  log(recording) {
    recording.logStatic(
      'splats',
      GaussianSplats3D({
        centers: [0, 0, 0, 1, 2, 3],
        scales: [0.1, 0.2, 0.3, 0.01, 0.01, 0.02],
        quaternions: [0, 0, 0, 1, 0, 0, HALF_TURN, HALF_TURN],
        colors: [
          [255, 0, 0, 128],
          [0, 255, 0, 255],
        ],
        shCoefficients: Float32Array.from({ length: 90 }, (_, index) => index / 64),
        sphericalHarmonicsDegree: 3,
      }),
    );
    recording.logStatic('plain', GaussianSplats3D({ centers: [0, 0, 0], colors: [1, 2, 3, 4] }));
  },
};

export const asset3d: Vector = {
  name: 'asset3d',
  log(recording) {
    const blob = new TextEncoder().encode('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n');
    recording.logStatic('obj', Asset3D({ blob, mediaType: 'model/obj', albedoFactor: ORANGE }));
  },
};
