/** What each cell of section 3.1 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.1. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("vectors", "making them prints nothing", [silent()]),
    cell("loop", "seconds", {
      chapter: "0.31618547439575195",
      claims: [
        volatile("it is a time", { pattern: /^[0-9.e-]+$/ }),
        relation("the sum is right", ({ c }) => c.numpy().data.every((it) => it === 2)),
      ],
    }),
    cell("whole", "seconds", {
      chapter: "0.0",
      claims: [
        volatile("it is a time", { pattern: /^[0-9.e-]+$/ }),
        relation("both times were taken", ({ whole, loop }) => whole > 0 && loop > 0),
      ],
    }),
    cell("broadcast", "a number and a vector", {
      chapter:
        "<tf.Tensor: id=14021, shape=(3,), dtype=float32, numpy=array([11., 11., 11.], dtype=float32)>",
      claims: [
        structure({ is: "tensor (3,) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
  ],
});
