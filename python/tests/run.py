"""Runs the tests without pytest: run.py [MODULE.py], which stands in for the package (the one-file form)."""

import importlib.util
import os
import sys
import unittest

if len(sys.argv) > 1:
    spec = importlib.util.spec_from_file_location("outlay", sys.argv[1])
    module = importlib.util.module_from_spec(spec)
    sys.modules["outlay"] = module
    spec.loader.exec_module(module)
here = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, here)
result = unittest.TextTestRunner(verbosity=1).run(unittest.defaultTestLoader.discover(here))
sys.exit(not result.wasSuccessful())
