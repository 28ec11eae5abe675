"""Twin of encoder-case.mjs on the official SDK: `encoder_case.py CASE OUT.rrd SIZES-as-JSON`. The way its documentation
recommends: columns where there are many rows, log calls where the case is about log calls; its writer runs in threads."""
import json, resource, sys, time
import numpy as np, rerun as rr

name, path, sizes = sys.argv[1], sys.argv[2], json.loads(sys.argv[3])
random = np.random.default_rng(0)


def record(work):
    start = time.perf_counter()
    recording = rr.RecordingStream('bench', recording_id=name)
    recording.save(path)
    work(recording)
    recording.flush()
    recording.disconnect()
    return time.perf_counter() - start


def sequence(name, values): return [rr.TimeColumn(name, sequence=values)]


def images(count, bytes, distinct, batch):
    pool = [random.integers(0, 256, bytes, dtype=np.uint8).tobytes() for _ in range(distinct)]
    def work(recording):
        recording.log('cam', rr.EncodedImage.from_fields(media_type='image/jpeg'), static=True)
        for first in range(0, count, batch):
            frames = range(first, first + batch)
            recording.send_columns('cam', sequence('frame', frames), rr.EncodedImage.columns(blob=[pool[i % distinct] for i in frames]))
    return record(work)


def read(count, bytes):
    from rerun.chunk import RrdReader
    start = time.perf_counter(); rows = total = 0
    for chunk in RrdReader(path).stream():
        batch = chunk.to_record_batch()
        if 'EncodedImage:blob' not in batch.schema.names: continue
        values = batch.column('EncodedImage:blob').flatten()
        rows += len(values)
        total += sum(len(value.values) if hasattr(value, 'values') else value.as_buffer().size for value in values)
    assert (rows, total) == (count, count * bytes), (rows, total)
    return time.perf_counter() - start


def scalars(count, batch):
    values = np.sin(np.arange(count) / 1000)
    def work(recording):
        for first in range(0, count, batch):
            recording.send_columns('loss', sequence('step', np.arange(first, first + batch)), rr.Scalars.columns(scalars=values[first:first + batch]))
    return record(work)


def meshes(count, vertices, faces, distinct):
    at = np.arange(vertices * 3)
    floats = lambda first: [(np.sin(at / 50 + first + i) + at / 1e5).astype(np.float32).reshape(-1, 3) for i in range(distinct)]
    positions, normals = floats(0), floats(100)
    triangles = (np.arange(faces * 3, dtype=np.uint32) * 7 % vertices).reshape(-1, 3)
    def work(recording):
        recording.log('body', rr.Mesh3D.from_fields(triangle_indices=triangles), static=True)
        for frame in range(count):
            recording.set_time('frame', sequence=frame)
            recording.log('body', rr.Mesh3D.from_fields(vertex_positions=positions[frame % distinct], vertex_normals=normals[frame % distinct]))
    return record(work)


def calls(count, entities):
    def work(recording):
        for frame in range(count):
            recording.set_time('frame', sequence=frame)
            recording.log(f'plot/{frame % entities}', rr.Scalars(frame / 7))
    return record(work)


before = time.process_time()
seconds = {'images': images, 'read': read, 'scalars': scalars, 'meshes': meshes, 'calls': calls}[name](**sizes)
cpu = time.process_time() - before
print(json.dumps({'seconds': seconds, 'cpu': cpu, 'peakMB': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))
