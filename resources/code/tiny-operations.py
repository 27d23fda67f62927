# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
from threading import Thread
import numpy as np

x = np.random.default_rng(1).random(1000, dtype=np.float32)
workers, threads, grain = 2, 4, 100

# [code tiny-operations/sequential]
y = x * x
# [end]
expected = y

y = np.zeros_like(x)
# [code tiny-operations/threads]
parts = np.array_split(np.arange(len(x)), threads)
team = [Thread(target=lambda part=part: np.put(y, part, x[part] ** 2)) for part in parts]
for thread in team:
    thread.start()
for thread in team:
    thread.join()
# [end]
assert np.array_equal(y, expected)

pool = ThreadPoolExecutor(workers)
# [code tiny-operations/tbb]
parts = np.array_split(x, workers)
y = np.concatenate(list(pool.map(np.square, parts)))  # `pool` is there already
# [end]
assert np.array_equal(y, expected)

# [code tiny-operations/tbb-grain]
parts = [x[first:first + grain] for first in range(0, len(x), grain)]
y = np.concatenate(list(pool.map(np.square, parts)))  # `pool` is there already
# [end]
assert np.array_equal(y, expected)
pool.shutdown()
