# SPDX-License-Identifier: GPL-3.0-or-later
# What the variants compute, in Python with NumPy; what is marked is shown below the source that runs.
from concurrent.futures import ThreadPoolExecutor
import numpy as np

random = np.random.default_rng(1)
workers = 2
sizes = [20, 12, 8, 4]
layers = [(random.normal(size=(i, o)).astype(np.float32), random.normal(size=o).astype(np.float32))
          for i, o in zip(sizes, sizes[1:])]
images = random.random((6, sizes[0]), dtype=np.float32)


def softmax(z):
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


# [code forward-pass/neurons]
def forward_by_neurons(a):
    for number, (w, b) in enumerate(layers):
        z = [b[j] + sum(a[i] * w[i, j] for i in range(len(a))) for j in range(len(b))]
        a = z if number == len(layers) - 1 else [max(0, value) for value in z]
    return softmax(np.array(a))


classes = [forward_by_neurons(image) for image in images]
# [end]


# [code then forward-pass/samples batch split]
def forward(a):  # a sample, or a batch with a sample in each row
    for w, b in layers[:-1]:
        a = np.maximum(a @ w + b, 0)
    w, b = layers[-1]
    return softmax(a @ w + b)
# [end]


# [code forward-pass/samples]
p = [forward(image) for image in images]
# [end]
assert np.allclose(p, classes, atol=1e-4)

# [code forward-pass/batch]
p = forward(images)
# [end]
assert np.allclose(p, classes, atol=1e-4)

# [code forward-pass/split]
with ThreadPoolExecutor(workers) as pool:
    p = np.concatenate(list(pool.map(forward, np.array_split(images, workers))))
# [end]
assert np.allclose(p, classes, atol=1e-4)

x = random.normal(size=100).astype(np.float32)
# [code forward-pass/relu-branch]
y = [value if value > 0 else 0 for value in x]
# [end]
expected = np.array(y)
# [code forward-pass/relu-vector]
y = np.maximum(x, 0)
# [end]
assert np.array_equal(y, expected)
