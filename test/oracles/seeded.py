"""Seeded test data, the same numbers as test/support/seeded.ts makes.

value(name, step, i) is an f32 in [-1, 1) with 24 bits, exact in f32 and still exact when scaled by a power of two.
"""
import numpy as np

MASK = 0xFFFFFFFF


def fnv1a32(text):
    h = 0x811C9DC5
    for byte in text.encode("utf-8"):
        h = ((h ^ byte) * 0x01000193) & MASK
    return h


def bits(name, step, count):
    """`count` words of 32 random bits, as uint32."""
    start = fnv1a32(name) ^ (((step + 1) * 0x9E3779B1) & MASK)
    i = np.arange(1, count + 1, dtype=np.uint64)
    x = (start + i * 0x85EBCA77) & MASK
    x = x ^ (x >> np.uint64(16))
    x = (x * 0x7FEB352D) & MASK
    x = x ^ (x >> np.uint64(15))
    x = (x * 0x846CA68B) & MASK
    x = x ^ (x >> np.uint64(16))
    return x.astype(np.uint32)


def values(name, step, shape, scale=1.0):
    """f32 values in [-scale, scale) of a tensor of this shape (a tuple, or one extent)."""
    shape = (shape,) if np.isscalar(shape) else tuple(shape)
    x = bits(name, step, int(np.prod(shape, dtype=np.int64)))
    v = (x >> np.uint32(8)).astype(np.float64) / 2.0**23 - 1.0
    return (v * scale).astype(np.float32).reshape(shape)


def ids(name, step, shape, end):
    """Ids 0 .. end - 1, as int32."""
    shape = (shape,) if np.isscalar(shape) else tuple(shape)
    x = bits(name, step, int(np.prod(shape, dtype=np.int64)))
    return (x % np.uint32(end)).astype(np.int32).reshape(shape)
