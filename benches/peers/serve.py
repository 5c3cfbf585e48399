"""The Python side of the comparison: makes arrays, runs a call on them as often as it is told, and says how long that took.

One JSON object a line, requests on stdin and replies on stdout. The Rust side names the case and says when; see `versus/peers/python.rs`.
"""

import json
import sys
import timeit

import numpy as np

# What calls may name. Peers that are not installed are not there, and a call that names one says so.
NAMES = {"np": np}
VERSIONS = {"numpy": np.__version__}
for module, alias in (("numexpr", "ne"), ("numba", "numba")):
    try:
        NAMES[alias] = __import__(module)
        VERSIONS[module] = NAMES[alias].__version__
    except ImportError:
        pass


def hello():
    """Versions, and the SIMD extensions that NumPy runs with."""
    config = np.show_config(mode="dicts")["SIMD Extensions"]
    return {"versions": VERSIONS, "simd": config["found"], "baseline": config["baseline"]}


def view(file, dtype, shape, strides, offset):
    """The elements of a file in memory, as a view: strides and offset are in bytes."""
    memory = np.fromfile(file, dtype=dtype)
    return np.ndarray(shape, dtype, buffer=memory, offset=offset, strides=strides)


class Case:
    """The call that is being measured, with its arrays."""

    def __init__(self, arrays, setup, call):
        self.names = NAMES | {name: view(**array) for name, array in arrays.items()}
        exec(setup, self.names)
        self.timer = timeit.Timer(call, globals=self.names)
        # Compiles what is compiled at the first call, and shows what does not work.
        self.timer.timeit(1)

    def time(self, calls):
        return {"seconds": self.timer.timeit(calls)}

    def result(self, names, file):
        """Writes the arrays of these names, one after the other."""
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
