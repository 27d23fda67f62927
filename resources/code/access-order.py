# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
import numpy as np

n, tile = 16, 4
a = np.random.default_rng(1).random((n, n), dtype=np.float32)

# [code access-order/rows]
total = sum(a[row, :].sum() for row in range(n))
# [end]
assert np.isclose(total, a.sum())

# [code access-order/columns]
total = sum(a[:, column].sum() for column in range(n))
# [end]
assert np.isclose(total, a.sum())

# [code access-order/tiles]
total = sum(a[top:top + tile, column].sum()
            for left in range(0, n, tile)
            for top in range(0, n, tile)
            for column in range(left, left + tile))
# [end]
assert np.isclose(total, a.sum())
