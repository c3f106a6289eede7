/** What each cell of section 8.1 has to print. */
import { cell, constant, counted, expectations, structure, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 8.1. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("fancy", "step by step", { chapter: "10", claims: [text()] }),
    cell("add", "a recorded sum", {
      chapter: [
        "<tf.Tensor: id=14, shape=(2, 2), dtype=float32, numpy=",
        "array([[2., 2.],",
        "       [2., 2.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 2) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("gradient", "its gradient", {
      chapter: "<tf.Tensor: id=37, shape=(), dtype=float32, numpy=1.0>",
      claims: [
        structure({ is: "tensor () float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("inside", "a function in a function", {
      chapter: [
        "<tf.Tensor: id=63, shape=(3, 2), dtype=float32, numpy=",
        "array([[3., 3.],",
        "       [3., 3.],",
        "       [3., 3.]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (3, 2) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("double", "recorded for each dtype", {
      chapter: {
        stdout: [
          'Tracing with Tensor("a:0", shape=(), dtype=int32)',
          "tf.Tensor(2, shape=(), dtype=int32)",
          "",
          'Tracing with Tensor("a:0", shape=(), dtype=float32)',
          "tf.Tensor(2.2, shape=(), dtype=float32)",
          "",
          'Tracing with Tensor("a:0", shape=(), dtype=string)',
          "tf.Tensor(b'aa', shape=(), dtype=string)",
          "",
          "",
        ],
      },
      claims: [
        text({
          part: "stdout",
          is: [
            "Tracing with int32",
            "tf.Tensor(2, shape=(), dtype=int32)",
            "",
            "Tracing with float32",
            "tf.Tensor(2.2, shape=(), dtype=float32)",
            "",
            "Tracing with string",
            "tf.Tensor(b'aa', shape=(), dtype=string)",
            "",
          ],
        }),
      ],
    }),
    cell("again", "recorded already", [text({ is: "4" })]),
    cell("collatz", "one signature", [
      text({ part: "stdout", is: ["tf.Tensor([4 1], shape=(2,), dtype=int32)", "TypeError"] }),
    ]),
    cell("numbers", "recorded twice for numbers, once for tensors", [
      text({ part: "stdout", is: ["Tracing with 10", "Tracing with 20", "Tracing with a tensor"] }),
      structure({ is: "tensor () float32" }),
      counted(),
      constant({ part: ".values", is: 20 }),
    ]),
    cell("print", "traced and executed", {
      chapter: {
        stdout: [
          "Traced with 1",
          "Executed with 1",
          "Executed with 1",
          "Traced with 2",
          "Executed with 2",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("order", "in order", {
      chapter: "<tf.Tensor: id=417, shape=(), dtype=float32, numpy=10.0>",
      claims: [
        structure({ is: "tensor () float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("outside", "it adds up", {
      chapter: {
        stdout: [
          "tf.Tensor(2.0, shape=(), dtype=float32)",
          "tf.Tensor(4.0, shape=(), dtype=float32)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("loop", "a loop and its gradient", [text({ is: "[6561, 17496]" })]),
  ],
});
