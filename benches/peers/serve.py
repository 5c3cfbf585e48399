"""The Python side of the comparison: makes arrays, and times calls on them.

Requests arrive on stdin and replies go to stdout, one JSON object per line. The Rust side is
`versus/peers/python.rs`.
"""

import json
import platform
import sys
import timeit

import numpy as np

# The names that calls may use. A call that uses a peer which is not installed fails.
NAMES = {"np": np}
VERSIONS = {"Python": platform.python_version(), "NumPy": np.__version__}
for module, alias, name in (("numexpr", "ne", "numexpr"), ("numba", "numba", "Numba")):
    try:
        NAMES[alias] = __import__(module)
        VERSIONS[name] = NAMES[alias].__version__
    except ImportError:
        pass


def hello():
    """Returns versions, and the SIMD extensions that NumPy uses."""
    config = np.show_config(mode="dicts")["SIMD Extensions"]
    return {"versions": VERSIONS, "simd": config["found"], "baseline": config["baseline"]}


def view(file, dtype, shape, strides, offset):
    """Reads a file, and returns a view of it. Strides and offset are in bytes."""
    memory = np.fromfile(file, dtype=dtype)
    return np.ndarray(shape, dtype, buffer=memory, offset=offset, strides=strides)


class Case:
    """A call and its arrays."""

    def __init__(self, arrays, setup, call):
        self.names = NAMES | {name: view(**array) for name, array in arrays.items()}
        exec(setup, self.names)
        self.timer = timeit.Timer(call, globals=self.names)
        # The first call compiles what needs compiling, and raises errors.
        self.timer.timeit(1)

    def time(self, calls):
        return {"seconds": self.timer.timeit(calls)}

    def result(self, names, file):
        """Writes the named arrays to a file, one after the other."""
        result = np.concatenate([np.ravel(self.names[name]) for name in names.split()])
        result.tofile(file)
        return {"dtype": str(result.dtype)}


def main():
    cases = {}
    for line in sys.stdin:
        request = json.loads(line)
        what, number = request.pop("do"), request.pop("case", None)
        try:
            reply = {}
            if what == "hello":
                reply = hello()
            elif what == "prepare":
                cases[number] = Case(**request)
            elif what == "time":
                reply = cases[number].time(**request)
            elif what == "result":
                reply = cases[number].result(**request)
            else:
                cases.pop(number, None)
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main()
