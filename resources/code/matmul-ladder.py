# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
import numpy as np

random = np.random.default_rng(1)
rows, inner, columns, tile, workers = 12, 20, 16, 8, 2
x = random.random((rows, inner), dtype=np.float32)
w = random.random((inner, columns), dtype=np.float32)
expected = x @ w
y = np.zeros_like(expected)

# [code matmul-ladder/products]
for i in range(rows):
    for j in range(columns):
        y[i, j] = sum(x[i, k] * w[k, j] for k in range(inner))
# [end]
assert np.allclose(y, expected)

# [code matmul-ladder/rows]
for i in range(rows):
    y[i] = 0
    for k in range(inner):
        y[i] += x[i, k] * w[k]  # a row of W at once
# [end]
assert np.allclose(y, expected)

y[:] = -1
# [code matmul-ladder/tiled]
y[:] = 0
for k in range(0, inner, tile):
    for j in range(0, columns, tile):
        y[:, j:j + tile] += x[:, k:k + tile] @ w[k:k + tile, j:j + tile]
# [end]
assert np.allclose(y, expected)

y[:] = -1
# [code matmul-ladder/library]
np.matmul(x, w, out=y)
# [end]
assert np.allclose(y, expected)

y[:] = -1
# [code matmul-ladder/library-workers]
parts = np.array_split(np.arange(rows), workers)
with ThreadPoolExecutor(workers) as pool:  # NumPy lets other threads run meanwhile
    for part, product in zip(parts, pool.map(lambda part: x[part] @ w, parts)):
        y[part] = product
# [end]
assert np.allclose(y, expected)

# [code matmul-ladder/int8]
x_scale, w_scale = abs(x).max() / 127, abs(w).max() / 127
x_integers = np.rint(x / x_scale).astype(np.int8)
w_integers = np.rint(w / w_scale).astype(np.int8)
y = (x_integers.astype(np.int32) @ w_integers.astype(np.int32)) * (x_scale * w_scale)
# [end]
assert np.allclose(y, expected, atol=0.2)
