"""What the tests share: vectors that TypeScript is tested with too, arrays without a library."""

import contextlib
import json
import os
import tempfile
import unittest
import warnings

import outlay

_HERE = os.path.dirname(os.path.abspath(__file__))
_BESIDE = os.path.join(_HERE, "..", "..", "packages", "schema", "test", "vectors.json")
with open(os.environ.get("OUTLAY_VECTORS", _BESIDE), encoding="utf-8") as _stream:
    VECTORS = json.load(_stream)


class Shaped:
    """Has a shape and nothing else."""

    def __init__(self, *shape):
        self.shape = shape


class Tensor:
    """Walks like a torch tensor: reads only after detach().cpu(), and not as bfloat16."""

    def __init__(self, array, dtype=None, ready=()):
        self._array, self.dtype, self._ready = array, dtype or array.dtype, ready

    @property
    def shape(self):
        return self._array.shape

    def detach(self):
        return Tensor(self._array, self.dtype, (*self._ready, "detach"))

    def cpu(self):
        return Tensor(self._array, self.dtype, (*self._ready, "cpu"))

    def float(self):
        return Tensor(self._array.astype("float32"), "torch.float32", self._ready)

    def numpy(self):
        if self._ready != ("detach", "cpu") or str(self.dtype) == "torch.bfloat16":
            raise TypeError("can't convert this tensor to numpy")
        return self._array

    def item(self):
        return self._array.item()

    def __float__(self):
        return float(self._array)

    def __index__(self):
        if self._array.dtype.kind not in "iu":
            raise TypeError("only integer tensors of a single element can be converted to an index")
        return int(self._array)


class FolderCase(unittest.TestCase):
    """A test in a folder of its own."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.join(folder.name, "scene", "exp")
        os.makedirs(self.root)

    def read(self, *path):
        with open(os.path.join(self.root, *path), encoding="utf-8", newline="") as stream:
            return stream.read()

    @contextlib.contextmanager
    def refused(self, *words):
        """Raises LayoutError, and the message has all words."""
        with self.assertRaises(outlay.LayoutError) as caught:
            yield
        for word in words:
            self.assertIn(word, str(caught.exception))

    @contextlib.contextmanager
    def warned(self, *words):
        """Warns, and the warnings have all words."""
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            yield
        text = "\n".join(str(warning.message) for warning in caught)
        for word in words:
            self.assertIn(word, text)
