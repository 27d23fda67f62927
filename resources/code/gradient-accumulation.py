# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
from threading import Lock
import numpy as np

workers = 2
samples = np.arange(1, 13, dtype=np.float32)
size = 5


def gradient(sample):
    return np.arange(size, dtype=np.float32) * sample


def gradients(group):
    return sum(gradient(sample) for sample in group)


groups = np.array_split(samples, 4)

# [code gradient-accumulation/sequential]
total = np.zeros(size, np.float32)
for sample in samples:
    total += gradient(sample)
# [end]
expected = total

# [code gradient-accumulation/lock]
total = np.zeros(size, np.float32)
lock = Lock()


def work(group):
    own = gradients(group)
    with lock:
        np.add(total, own, out=total)


with ThreadPoolExecutor(workers) as pool:
    list(pool.map(work, groups))
# [end]
assert np.allclose(total, expected)

# [code gradient-accumulation/striped]
total = np.zeros(size, np.float32)
layers = [slice(0, 3), slice(3, size)]
locks = [Lock() for _ in layers]


def work(group):
    own = gradients(group)
    for layer, lock in zip(layers, locks):
        with lock:
            total[layer] += own[layer]


with ThreadPoolExecutor(workers) as pool:
    list(pool.map(work, groups))
# [end]
assert np.allclose(total, expected)

# [code gradient-accumulation/own-sums]
parts = np.array_split(samples, workers)
with ThreadPoolExecutor(workers) as pool:
    sums = list(pool.map(gradients, parts))  # a sum per worker
total = np.sum(sums, axis=0)
# [end]
assert np.allclose(total, expected)
