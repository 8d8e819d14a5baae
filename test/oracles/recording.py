"""What the oracles share: seeded tensors that are written down for the TypeScript side, rounding, and the form of the results."""
import base64
import functools
import json
import sys

import numpy as np

import seeded

PROBES = 4


def f32(x):
    return np.asarray(x, dtype=np.float32).astype(np.float64)


def bf16(x):
    """Nearest bf16, ties to even, as float64."""
    u = np.asarray(x, dtype=np.float32).view(np.uint32)
    u = ((u + np.uint32(0x7FFF) + ((u >> np.uint32(16)) & np.uint32(1))) >> np.uint32(16)) << np.uint32(16)
    return u.view(np.float32).astype(np.float64)


def f8e4m3(x):
    """Nearest f8e4m3 (OCP, saturating), as float64."""
    x = f32(x)
    exponent = np.floor(np.log2(np.maximum(np.abs(x), 2.0**-6)))
    unit = 2.0 ** (exponent - 3)
    return np.clip(np.rint(x / unit) * unit, -448.0, 448.0)


def pow2ceil(x):
    mantissa, exponent = np.frexp(x)
    return np.ldexp(1.0, np.where(mantissa == 0.5, exponent - 1, exponent))


ROUND = {"f32": f32, "bf16": bf16, "f8e4m3": f8e4m3}


def softmax(x, axis=-1):
    e = np.exp(x - np.max(x, axis=axis, keepdims=True))
    return e / np.sum(e, axis=axis, keepdims=True)


def best(score, k):
    """Ids of the k largest, ties to the lower id, and the relative gap to the first that is left out."""
    order = np.argsort(-score, kind="stable")
    if len(order) <= k:
        return order, np.inf
    scale = np.max(np.abs(score[np.isfinite(score)]))
    last, next_ = score[order[k - 1]], score[order[k]]
    return order[:k], np.inf if not np.isfinite(last) else (last - next_) / scale


def pack(array):
    return base64.b64encode(array.tobytes()).decode("ascii")


def probes(value):
    flat = np.asarray(value, dtype=np.float64).ravel()
    return [seeded.values(f"probe{p}", 0, flat.size).astype(np.float64) @ flat for p in range(PROBES)]


class Recording:
    """Makes the seeded tensors of a run and collects its results."""

    def __init__(self, method, constants, steps):
        self.method, self.steps = method, steps
        self.content = {"file": method, "constants": constants, "steps": steps, "weights": [], "inputs": [], "chunks": [],
                        "floats": {}, "memories": {}, "ids": {}, "unclear": []}
        self.floats, self.picks = {}, {}

    def _seeded(self, spec, step, shape):
        if "range" in spec:
            return seeded.ids(f"{self.method}.{spec['name']}", step, shape, spec["range"])
        v = seeded.values(f"{self.method}.{spec['name']}", step, shape, spec["scale"]).astype(np.float64) + spec["offset"]
        return ROUND[spec["dtype"]](v)

    def weight(self, name, dtype, shape, scale=1.0, offset=0.0):
        spec = {"name": name, "dtype": dtype, "shape": list(shape), "scale": scale, "offset": offset}
        self.content["weights"].append(spec)
        return self._seeded(spec, 0, shape)

    def input(self, name, dtype, shape, scale=1.0, offset=0.0, **ids):
        """A function from a step to the tensor. An extent "chunk" is the number of tokens of the step."""
        spec = {"name": name, "dtype": dtype, "shape": list(shape), "scale": scale, "offset": offset, **ids}
        self.content["inputs"].append(spec)
        return functools.cache(lambda step: self._seeded(spec, step, tuple(self.content["chunks"][step] if d == "chunk" else d for d in shape)))

    def float(self, name, value):
        """Notes projections of the next step's result on seeded directions."""
        self.floats.setdefault(name, []).append(probes(value))

    def memory(self, name, value):
        """Notes projections of a memory after the last step."""
        self.content["memories"][name] = pack(np.array(probes(value), dtype="<f4"))

    def ids(self, name, rows, width):
        """Notes the chosen ids of the next step, one row for each outer point, ascending and padded with -1."""
        table = np.full((len(rows), width), -1, dtype=np.int16)
        for i, row in enumerate(rows):
            table[i, : len(row)] = np.sort(row)
        self.picks.setdefault(name, []).append(table)

    def unclear(self, step):
        """Scores at the edge of the selection lie so close that rounding decides."""
        if step not in self.content["unclear"]:
            self.content["unclear"].append(step)

    def write(self):
        for name, values in self.floats.items():
            self.content["floats"][name] = pack(np.array(values, dtype="<f4"))
        for name, tables in self.picks.items():
            flat = np.concatenate([t.ravel() for t in tables]).astype("<i2")
            self.content["ids"][name] = {"width": int(tables[0].shape[-1]), "values": pack(flat)}
        json.dump(self.content, sys.stdout, indent=1)
        print()
