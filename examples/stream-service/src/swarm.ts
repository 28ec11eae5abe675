import { encodeRecording, LineStrips3D, Points3D, type Recording, Scalars, ViewCoordinates } from '@outlay/rerun';
import { blueprint, horizontal, spatial3DView, timeSeriesView } from '@outlay/rerun/blueprint';

export interface SwarmOptions {
  /** Number of simulated steps. */
  readonly frames: number;
  /** Waits between two steps; a real source (camera, training run) would set the pace itself. */
  readonly pause: () => Promise<void>;
}

const BODIES = 60;
const TRAIL = 40;
/** Log calls are gathered into chunks; a live view wants them out before a chunk is full. */
const FLUSH_EVERY_FRAMES = 5;

/** A swarm of bodies around a centre, as the bytes of a recording that come out while it is simulated. */
export function streamSwarm({ frames, pause }: SwarmOptions): AsyncGenerator<Uint8Array> {
  return encodeRecording(
    {
      applicationId: 'outlay_stream_service',
      recordingId: 'swarm',
      name: 'A swarm, live',
      blueprint: blueprint({
        root: horizontal([spatial3DView({ origin: 'world' }), timeSeriesView({ origin: 'spread' })], {
          columnShares: [2, 1],
        }),
      }),
    },
    async function* (recording) {
      recording.logStatic('world', ViewCoordinates('RFU'));
      const trails: number[][][] = Array.from({ length: 3 }, () => []);
      for (let frame = 0; frame < frames; frame++) {
        logStep(recording, frame, trails);
        if (frame % FLUSH_EVERY_FRAMES === 0) recording.flush();
        yield;
        await pause();
      }
    },
  );
}

function logStep(recording: Recording, frame: number, trails: number[][][]): void {
  const positions = Array.from({ length: BODIES }, (_, body) => positionOf(body, frame / 30));
  const colors = positions.map(([x, y]) => [shade(x!), shade(y!), 220] as const);
  recording.log('world/bodies', Points3D({ positions, colors, radii: 0.04 }), { frame });
  for (const [body, trail] of trails.entries()) {
    trail.push(positions[body]!);
    if (trail.length > TRAIL) trail.shift();
  }
  if (frame > 0) recording.log('world/trails', LineStrips3D({ strips: trails, colors: [255, 165, 0] }), { frame });
  const spread = positions.reduce((sum, [x, y, z]) => sum + Math.hypot(x!, y!, z!), 0) / BODIES;
  recording.log('spread', Scalars(spread), { frame });
}

const shade = (coordinate: number) => Math.round(128 + 60 * coordinate);

/** Metres; `time` in seconds. */
function positionOf(body: number, time: number): number[] {
  const turn = time * (0.4 + (body % 7) / 10) + body;
  const radius = 1 + 0.6 * Math.sin(time / 3 + body / 5);
  return [radius * Math.cos(turn), radius * Math.sin(turn), 0.7 * Math.sin(turn * 1.3 + body)];
}
