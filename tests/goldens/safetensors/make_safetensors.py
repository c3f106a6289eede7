"""Writes safetensors.json: files of Python's safetensors, and the tensors in them.

Run with a Python that has safetensors, NumPy and PyTorch: python make_safetensors.py
"""
import base64
import json
import pathlib

import numpy as np
import safetensors
import torch
from safetensors.numpy import save
from safetensors.torch import save as save_torch

rng = np.random.default_rng(3)
FILES = {
    "one": ({"x": np.float32([1.5, -2.0, np.nan, np.inf])}, None),
    "types": ({
        "f64": rng.normal(size=(2, 3)), "f32": rng.normal(size=(3,)).astype("f4"),
        "f16": rng.normal(size=(4,)).astype("f2"), "i64": np.int64([2**62, -1]),
        "i32": np.int32([[7]]), "i16": np.int16([-3]), "i8": np.int8([-128, 127]),
        "u8": np.uint8([0, 255]), "u16": np.uint16([65535]), "u32": np.uint32([2**32 - 1]),
        "u64": np.uint64([2**64 - 1]), "bool": np.array([True, False, True]),
    }, None),
    "metadata": ({"b": np.float32([[1, 2]]), "a": np.float32([3])}, {"format": "np", "ünï": "日本\n"}),
    "shapes": ({"scalar": np.array(2.5, "f4"), "empty": np.zeros((0, 3), "f4"),
                "a/b:0": np.zeros((1, 1, 2), "f4"), "quote\"\\": np.float32([1])}, None),
    "nothing": ({}, None),
}


def plain(x):
    return {"dtype": str(x.dtype), "shape": list(x.shape),
            "data": base64.b64encode(np.ascontiguousarray(x).tobytes()).decode()}


result = {"versions": {"safetensors": safetensors.__version__, "numpy": np.__version__}, "files": {}}
for name, (tensors, metadata) in FILES.items():
    result["files"][name] = {
        "bytes": base64.b64encode(save(tensors, metadata)).decode(),
        "tensors": {k: plain(v) for k, v in tensors.items()}, "metadata": metadata or {},
    }
half = torch.tensor([1.0, -2.5, 3.140625], dtype=torch.bfloat16)
result["files"]["bfloat16"] = {
    "bytes": base64.b64encode(save_torch({"h": half})).decode(), "metadata": {},
    "tensors": {"h": {"dtype": "bfloat16", "shape": [3],
                      "data": base64.b64encode(half.view(torch.int16).numpy().tobytes()).decode()}},
}
path = pathlib.Path(__file__).parent / "safetensors.json"
path.write_text(json.dumps(result, ensure_ascii=False) + "\n")
