# SPDX-License-Identifier: GPL-3.0-or-later
"""The matrix product Y = X W in the interpreter, or in NumPy, as a peer of the compiled variants.

Started by the program as `python3 -I matmul.py loops|numpy`, which talks to it through standard input and
output, in this machine's byte order. Output: a line "alive", at once. Input: three int64 (rows, inner,
columns), X and W as float32. Output: a line "ready <what runs>", or "no NumPy". Then commands of one byte:

    m  multiply            answers a record (2, begin, end)
    t  multiply, traced    answers a record (1, begin, end) after each row, then (2, begin, end)
    b  burst               reads three int64: ns, fewest, most. Multiplies for so long, so often at least and at
                           most; answers how often, an int64, and begin and end of each
    p  one number of Y     answers a record (2, begin, end)
    y  result              answers Y as float32

Records are int64s; times are CLOCK_MONOTONIC in nanoseconds.
"""

import sys
from array import array
from struct import pack, unpack
from time import monotonic_ns

source = sys.stdin.buffer
target = sys.stdout.buffer


def answer(kind, begin, end):
    target.write(pack("=qqq", kind, begin, end))
    target.flush()


class Loops:
    """Three loops over lists of numbers, as one would write them first."""

    def __init__(self, rows, inner, columns, x, w):
        self.rows, self.inner, self.columns = rows, inner, columns
        self.x = [x[i * inner:(i + 1) * inner].tolist() for i in range(rows)]
        self.w = [w[k * columns:(k + 1) * columns].tolist() for k in range(inner)]
        self.y = [[0.0] * columns for _ in range(rows)]

    name = "Python %d.%d.%d" % sys.version_info[:3]

    def number(self, i, j):
        x, w = self.x, self.w
        total = 0.0
        for k in range(self.inner):
            total += x[i][k] * w[k][j]
        return total

    # [code matmul-ladder/python]
    def multiply(self, after_row):
        x, w, y = self.x, self.w, self.y
        inner, columns = self.inner, self.columns
        for i in range(self.rows):
            begin = monotonic_ns() if after_row else 0
            for j in range(columns):
                total = 0.0
                for k in range(inner):
                    total += x[i][k] * w[k][j]
                y[i][j] = total
            if after_row:
                after_row(begin, monotonic_ns())
    # [end]

    def result(self):
        flat = array("f")
        for row in self.y:
            flat.extend(row)
        return flat


class NumPy:
    """One call. The library underneath is whichever this NumPy was installed with."""

    def __init__(self, rows, inner, columns, x, w):
        import numpy

        self.numpy = numpy
        self.x = numpy.frombuffer(x, dtype=numpy.float32).reshape(rows, inner)
        self.w = numpy.frombuffer(w, dtype=numpy.float32).reshape(inner, columns)
        self.y = numpy.zeros((rows, columns), dtype=numpy.float32)
        self.multiply(None)
        self.name = "NumPy " + numpy.__version__ + self.library()

    @staticmethod
    def library():
        try:
            with open("/proc/self/maps") as maps:
                files = sorted({line.split()[-1] for line in maps if ".so" in line})
        except OSError:
            return ""
        for key, name in (("openblas", "OpenBLAS"), ("mkl", "MKL"), ("blis", "BLIS"), ("atlas", "ATLAS"),
                          ("libblas", "reference BLAS")):
            for file in files:
                if key in file.lower():
                    return " with " + name + (NumPy.kernels(file) if key == "openblas" else "")
        return ""

    @staticmethod
    def kernels(file):
        """Of a processor that it does not know, OpenBLAS thinks too little: say which it works for."""
        from ctypes import CDLL, c_char_p

        try:
            library = CDLL(file)
        except OSError:
            return ""
        for symbol in ("openblas_get_corename", "openblas_get_corename64_"):
            core = getattr(library, symbol, None)
            if core:
                core.restype = c_char_p
                return " for " + core().decode("ascii", "replace")
        return ""

    def number(self, i, j):
        return self.numpy.dot(self.x[i], self.w[:, j])

    # [code matmul-ladder/numpy]
    def multiply(self, after_row):
        self.numpy.matmul(self.x, self.w, out=self.y)
    # [end]

    def result(self):
        return array("f", self.y.tobytes())


def burst(work, length, fewest, most):
    times = array("q")
    end = monotonic_ns()
    until = end + length
    while len(times) < 2 * most and (end < until or len(times) < 2 * fewest):
        begin = monotonic_ns()
        work.multiply(None)
        end = monotonic_ns()
        times.append(begin)
        times.append(end)
    target.write(pack("=q", len(times) // 2) + times.tobytes())
    target.flush()


def line(text):
    target.write((text + "\n").encode())
    target.flush()


def main():
    line("alive")
    rows, inner, columns = unpack("=qqq", source.read(24))
    x = array("f", source.read(4 * rows * inner))
    w = array("f", source.read(4 * inner * columns))
    try:
        work = (NumPy if sys.argv[1:] == ["numpy"] else Loops)(rows, inner, columns, x, w)
    except ImportError:
        line("no NumPy")
        return
    line("ready " + work.name)
    while command := source.read(1):
        if command == b"b":
            burst(work, *unpack("=qqq", source.read(24)))
            continue
        begin = monotonic_ns()
        if command == b"p":
            work.number(0, 0)
        elif command == b"m":
            work.multiply(None)
        elif command == b"t":
            work.multiply(lambda first, last: answer(1, first, last))
        elif command == b"y":
            target.write(work.result().tobytes())
            target.flush()
            continue
        answer(2, begin, monotonic_ns())


main()
