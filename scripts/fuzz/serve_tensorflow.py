"""Serves TensorFlow's functions to run_programs.ts --tensorflow, over two named pipes.

Replaying programs against TensorFlow itself must find nothing: so the replayer is checked.
"""

import base64
import inspect
import json
import sys

import numpy as np
import tensorflow as tf

import build  # noqa: F401  (registers the operations)
import judge as J
import values as V
from operations import REGISTRY, camel

NAMES = {".".join(camel(part) for part in name.split(".")): name
         for name in [*REGISTRY, "add", "less", "multiply", "reduce_sum"]}


class Server:
    """Tensors and tapes by number."""

    def __init__(self):
        self.tensors, self.tapes = [], []

    def keep(self, tensor):
        """A tensor's number, dtype and shape."""
        self.tensors.append(tensor)
        return {"id": len(self.tensors) - 1, "dtype": tensor.dtype.name, "shape": list(tensor.shape)}

    def argument(self, it):
        """An argument with tensors in place of their numbers."""
        if isinstance(it, list):
            return [self.argument(x) for x in it]
        if isinstance(it, dict):
            return self.tensors[it["id"]] if "id" in it else float(it["number"])
        return it

    def constant(self, dtype, shape, data=None, strings=None):
        """A new tensor of encoded elements."""
        if strings is not None:
            flat = np.empty(len(strings), object)
            flat[:] = [s.encode() for s in strings]
            return self.keep(tf.constant(flat.reshape(shape), tf.string))
        array = np.frombuffer(base64.b64decode(data), V.NUMPY[dtype]).reshape(shape)
        return self.keep(tf.constant(array))

    def call(self, op, args, named):
        """The results of an operation."""
        function = J.function_of(NAMES[op])
        names = {camel(p): p for p in inspect.signature(function).parameters}
        named = {names.get(k, k): self.argument(v) for k, v in named.items()}
        results = tf.nest.flatten(function(*self.argument(args), **named))
        return [self.keep(tf.convert_to_tensor(x)) for x in results if x is not None]

    def read(self, id):
        """A tensor's elements."""
        return V.encode(J.host(self.tensors[id]))

    def enter(self, persistent):
        """A new tape that records."""
        tape = tf.GradientTape(persistent=persistent)
        tape.__enter__()
        self.tapes.append(tape)
        return len(self.tapes) - 1

    def leave(self, tape):
        """Ends the recording."""
        self.tapes[tape].__exit__(None, None, None)

    def watch(self, tape, values):
        """Watches tensors."""
        self.tapes[tape].watch(self.argument(values))

    def gradient(self, tape, targets, sources):
        """Gradients; None where there is none."""
        found = self.tapes[tape].gradient(self.argument(targets), self.argument(sources))
        return [None if g is None else self.keep(J.dense(g)) for g in found]

    def reset(self):
        """Forgets everything."""
        self.tensors, self.tapes = [], []


def main():
    """Answers line by line."""
    server = Server()
    with open(sys.argv[1], encoding="utf-8") as requests, open(sys.argv[2], "w", encoding="utf-8") as out:
        for line in requests:
            request = json.loads(line)
            try:
                answer = {"result": getattr(server, request.pop("do"))(**request)}
            except Exception as error:
                answer = {"error": f"{type(error).__name__}: {str(error)[:200]}"}
            out.write(json.dumps(answer) + "\n")
            out.flush()


if __name__ == "__main__":
    main()
