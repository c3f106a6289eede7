"""Values of scipy's distribution functions and quantiles, for tests of lib/notebook.

    python special_functions.py > special_functions.json
"""

import json
import platform

import numpy as np
import scipy
from scipy import special, stats

golden = {
    "made_with": {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "scipy": scipy.__version__,
    },
    "log_gamma": [[x, float(special.gammaln(x))] for x in [0.5, 1, 1.5, 2.5, 10, 100, 2560, 1e6]],
    "gamma_upper": [
        [a, x, float(special.gammaincc(a, x))]
        for a, x in [(0.5, 0.1), (0.5, 20), (1, 1), (10, 3), (10, 30), (100, 80), (100, 160), (2560, 2900)]
    ],
    "gamma_lower": [
        [a, x, float(special.gammainc(a, x))]
        for a, x in [(0.5, 1e-6), (10, 0.5), (100, 50), (2560, 2300)]
    ],
    "normal_cdf": [[x, float(stats.norm.cdf(x))] for x in [-8, -5.2, -2, -0.5, 0, 0.5, 2, 5.2]],
    "normal_upper_quantile": [[p, float(stats.norm.isf(p))] for p in [0.5, 0.1, 1e-3, 1e-7, 1e-9]],
    "chi_square_upper_quantile": [
        [n, p, float(stats.chi2.isf(p, n))]
        for n in [1, 5, 20, 200, 5120, 100000]
        for p in [0.1, 1e-3, 1e-7]
    ],
    "chi_square_lower_quantile": [
        [n, p, float(stats.chi2.ppf(p, n))]
        for n in [1, 5, 20, 200, 5120, 100000]
        for p in [0.1, 1e-3, 1e-7]
    ],
    "truncated_normal_cdf": [[x, float(stats.truncnorm.cdf(x, -2, 2))] for x in [-1.9, -1, 0, 0.3, 1.7]],
    "truncated_normal_stddev": float(stats.truncnorm.std(-2, 2)),
}
print(json.dumps(golden, indent=2))
