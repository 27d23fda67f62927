# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
import numpy as np

workers, side = 2, 6
random = np.random.default_rng(1)
photos = [random.random((3, height, 10), dtype=np.float32) for height in (8, 12, 16)]
mean = np.array([0.485, 0.456, 0.406], np.float32)[:, None, None]
deviation = np.array([0.229, 0.224, 0.225], np.float32)[:, None, None]


def resample(photo):
    rows = np.linspace(0, photo.shape[1] - 1, 8).round().astype(int)
    columns = np.linspace(0, photo.shape[2] - 1, 8).round().astype(int)
    return photo[:, rows[:, None], columns]


# [code then image-preprocessing/sequential per-photo passes-one passes]
def normalise(photo):
    return (photo - mean) / deviation


def augment(photo, top=1, left=1, flip=True, brightness=1.1):
    cut = photo[:, top:top + side, left:left + side]
    brighter = brightness * cut + (brightness - 1) * mean / deviation
    return brighter[:, :, ::-1] if flip else brighter
# [end]


# [code image-preprocessing/sequential]
ready = [augment(normalise(resample(photo))) for photo in photos]
# [end]
expected = np.stack(ready)

# [code image-preprocessing/per-photo]
with ThreadPoolExecutor(workers) as pool:
    ready = list(pool.map(lambda photo: augment(normalise(resample(photo))), photos))
# [end]
assert np.array_equal(np.stack(ready), expected)

# [code image-preprocessing/passes-one]
scaled = [resample(photo) for photo in photos]
normalised = [normalise(photo) for photo in scaled]
ready = [augment(photo) for photo in normalised]
# [end]
assert np.array_equal(np.stack(ready), expected)

# [code image-preprocessing/passes]
with ThreadPoolExecutor(workers) as pool:
    scaled = list(pool.map(resample, photos))  # all must be done before the next begins
    normalised = list(pool.map(normalise, scaled))
    ready = list(pool.map(augment, normalised))
# [end]
assert np.array_equal(np.stack(ready), expected)
