# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
import numpy as np

random = np.random.default_rng(1)
images = random.random((4, 3, 12, 12), dtype=np.float32)
weights = random.random((8, 3, 3, 3), dtype=np.float32)
workers = 2


# [code batch-convolution/one-by-one spread]
def convolve(image, weights):  # C×H×W and F×C×3×3 → F×H×W
    padded = np.pad(image, ((0, 0), (1, 1), (1, 1)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(1, 2))
    return np.einsum("chwij,fcij->fhw", windows, weights)
# [end]


# [code batch-convolution/one-by-one]
maps = [convolve(image, weights) for image in images]
# [end]
one_by_one = np.stack(maps)

# [code batch-convolution/spread]
with ThreadPoolExecutor(workers) as pool:
    maps = list(pool.map(lambda image: convolve(image, weights), images))
# [end]
assert np.allclose(np.stack(maps), one_by_one)

# [code batch-convolution/batched]
padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)))
windows = np.lib.stride_tricks.sliding_window_view(padded, (3, 3), axis=(2, 3))
maps = np.einsum("nchwij,fcij->nfhw", windows, weights, optimize=True)
# [end]
assert np.allclose(maps, one_by_one, atol=1e-4)
