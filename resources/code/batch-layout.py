# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
import numpy as np

random = np.random.default_rng(1)
batch = random.random((6, 20), dtype=np.float32)
w = random.random((20, 8), dtype=np.float32)
samples = [row.copy() for row in batch]

# [code batch-layout/list]
y = [sample @ w for sample in samples]
# [end]
expected = np.stack(y)

# [code batch-layout/contiguous]
y = batch @ w
# [end]
assert np.allclose(y, expected)

# [code batch-layout/packed]
packed = np.stack(samples)  # copies each
y = packed @ w
# [end]
assert np.allclose(y, expected)
