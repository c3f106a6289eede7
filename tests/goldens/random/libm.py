"""SHA-256 of the C library's logf and sincosf over every argument Box-Muller can have.

Writes libm.json beside itself; needs Linux with glibc 2.29 or later and a C compiler.
"""
import ctypes
import hashlib
import json
import pathlib
import platform
import subprocess
import tempfile

import numpy as np

SOURCE = r"""
#define _GNU_SOURCE
#include <math.h>
void fill(float *l, float *s, float *c) {
  for (int m = 0; m < 1 << 23; m++) {
    float u = m == 0 ? 1e-7f : m * 0x1p-23f;
    float v = (float)(6.283185307179586 * (double)(m * 0x1p-23f));
    l[m] = logf(u);
    sincosf(v, s + m, c + m);
  }
}
"""

with tempfile.TemporaryDirectory() as folder:
    source = pathlib.Path(folder, "fill.c")
    source.write_text(SOURCE)
    library = pathlib.Path(folder, "fill.so")
    subprocess.run(["cc", "-O1", "-fno-builtin", "-shared", "-fPIC", "-o", library, source, "-lm"],
                   check=True)
    arrays = [np.empty(1 << 23, np.float32) for _ in range(3)]
    ctypes.CDLL(str(library)).fill(*(a.ctypes.data_as(ctypes.c_void_p) for a in arrays))

result = {
    "versions": {"libc": " ".join(platform.libc_ver()), "machine": platform.machine()},
    "arguments": "u = m 2^-23 (1e-7 for m = 0), v = float32(2 pi m 2^-23), m = 0 ... 2^23 - 1",
    **{name: hashlib.sha256(a.tobytes()).hexdigest() for name, a in zip(("logf", "sinf", "cosf"), arrays)},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(result, indent=2) + "\n")
