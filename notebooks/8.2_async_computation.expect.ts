/** What each cell of section 8.2 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 8.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("chain", "three and three", {
      chapter: "<tf.Tensor: shape=(1, 2), dtype=float32, numpy=array([[3., 3.]], dtype=float32)>",
      claims: [
        structure({ is: "tensor (1, 2) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("benchmark", "defining it prints nothing", [silent()]),
    cell("queued", "queued and finished", {
      chapter: {
        stdout: [
          "Workloads are queued. time: 0.1726 sec",
          "sum = tf.Tensor(1000411.9, shape=(), dtype=float32)",
          "Workloads are finished. time: 0.0006 sec",
        ],
      },
      claims: [
        volatile("it is a time", {
          part: "stdout",
          pattern:
            /^Workloads are queued\. time: [0-9]+\.[0-9]{4} sec\n?sum = tf\.Tensor\([0-9.]+, shape=\(\), dtype=float32\)\nWorkloads are finished\. time: [0-9]+\.[0-9]{4} sec\n?$/,
        }),
        relation(
          "the sum of uniform products is near 1000167, within 6 deviations of 624",
          ({ y }) => Math.abs(Number(y) - 1000167) < 6 * 624,
        ),
        relation("both times were taken", ({ seconds }) => seconds.size === 2),
      ],
    }),
    cell("times", "four times", [
      volatile("it is a time", {
        part: "stdout",
        pattern:
          /^one time: [0-9]+\.[0-9]{4} sec\n?two time: [0-9]+\.[0-9]{4} sec\n?read time: [0-9]+\.[0-9]{4} sec\n?[0-9.]+\nnorm time: [0-9]+\.[0-9]{4} sec\n?$/,
      }),
      relation(
        "what is not read is not computed, what is read is",
        ({ runs }) => runs.get("one") === 0 && runs.get("two") === 0 && runs.get("read") > 0,
      ),
      relation("the sum again", ({ y }) => Math.abs(Number(y) - 1000167) < 6 * 624),
    ]),
    cell("thousand", "one by one, and as a graph", {
      chapter: { stdout: ["synchronous. time: 3.1374 sec", "asynchronous. time: 1.1313 sec"] },
      claims: [
        volatile("it is a time", {
          part: "stdout",
          pattern:
            /^synchronous\. time: [0-9]+\.[0-9]{4} sec\n?asynchronous\. time: [0-9]+\.[0-9]{4} sec\n?$/,
        }),
        relation(
          "a thousand computations, and one or two of the graph",
          ({ runs }) => runs.get("synchronous.") === 1000 && runs.get("asynchronous.") <= 2,
        ),
        relation(
          "and right",
          ({ last, x }) =>
            last.numpy().data.every((it, i) => Math.abs(it - x.numpy().data[i] - 1) < 1e-6),
        ),
      ],
    }),
    cell("model", "a loss", {
      chapter: "<tf.Tensor: shape=(), dtype=float32, numpy=0.49068463>",
      claims: [
        structure({ is: "tensor () float32" }),
        counted(),
        relation("that of outputs around 0 with some spread", ({ net, X, first }) => {
          const out = net(X).numpy().data;
          const mean = out.reduce((sum, it) => sum + (it - 1) ** 2, 0) / out.length;
          return Math.abs(Number(first) / mean - 1) < 1e-4 && mean > 0.3 && mean < 6;
        }, { part: ".values" }),
      ],
    }),
    cell("memory", "twenty steps", [
      text({ part: "stdout", is: "increased memory is below 200 MB: True" }),
      relation("the loss fell", ({ value, first }) => value < Number(first)),
    ]),
  ],
});
