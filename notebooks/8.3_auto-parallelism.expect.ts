/** What each cell of section 8.3 has to print. */
import { cell, expectations, relation, silent, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 8.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("benchmark", "defining it prints nothing", [silent()]),
    cell("gpus", "as many as are listed", {
      chapter: { stdout: "Num GPUs Available:  1" },
      claims: [
        volatile("it is this machine's number", {
          part: "stdout",
          pattern: /^Num GPUs Available: {2}\d+\n?$/,
        }),
        relation("one for each that is listed", ({ gpus, tf }) =>
          gpus.length ===
            tf.config.listPhysicalDevices().filter((it) => it.deviceType === "GPU").length),
      ],
    }),
    cell("matrices", "defining them prints nothing", [silent()]),
    cell("serial", "two times", {
      chapter: { stdout: ["Run on CPU. time: 1.2657 sec", "Then Run on GPU. time: 0.0008 sec"] },
      claims: [
        volatile("they are times", {
          part: "stdout",
          pattern: /^Run on CPU\. time: \d+\.\d{4} sec\nThen Run on GPU\. time: \d+\.\d{4} sec\n?$/,
        }),
        relation(
          "each of the ten is the sum over a row and a column",
          ({ xCpu, first, xGpu, second }) =>
            [[xCpu, first], [xGpu, second]].every(([x, found]) => {
              const [n, data] = [x.shape[0], x.numpy().data];
              let sum = 0;
              for (let i = 0; i < n; i++) sum += data[i] * data[i * n];
              return found.length === 10 && found.every((it) => Math.abs(it - sum) < 1e-3 * sum);
            }),
        ),
        relation(
          "products take time",
          ({ seconds }) => seconds["Run on CPU."] > 0 && seconds["Then Run on GPU."] > 0,
        ),
      ],
    }),
    cell("parallel", "a time", {
      chapter: { stdout: "Run on both CPU and GPU in parallel. time: 1.2338 sec" },
      claims: [
        volatile("it is a time", {
          part: "stdout",
          pattern: /^Run on both CPU and GPU in parallel\. time: \d+\.\d{4} sec\n?$/,
        }),
        relation(
          "the same numbers as one after the other",
          ({ both, first, second }) => JSON.stringify(both) === JSON.stringify([first, second]),
        ),
      ],
    }),
    cell("copies", "two times", {
      chapter: { stdout: ["Run on GPU. time: 0.0009 sec", "Then copy to CPU. time: 0.0001 sec"] },
      claims: [
        volatile("they are times", {
          part: "stdout",
          pattern:
            /^Run on GPU\. time: \d+\.\d{4} sec\nThen copy to CPU\. time: \d+\.\d{4} sec\n?$/,
        }),
        relation(
          "noting ten products down computes nothing, copying them does",
          ({ runs }) => runs["Run on GPU."] === 0 && runs["Then copy to CPU."] > 0,
        ),
        relation(
          "ten arrays of the card's size",
          ({ copies }) =>
            copies.length === 10 &&
            copies.every((it) => it.shape.join() === "400,400" && it.data.length === 160000),
        ),
      ],
    }),
    cell("together", "a time", {
      chapter: { stdout: "Run and copy in parallel. time: 0.0365 sec" },
      claims: [
        volatile("it is a time", {
          part: "stdout",
          pattern: /^Run and copy in parallel\. time: \d+\.\d{4} sec\n?$/,
        }),
        relation(
          "the same arrays as before",
          ({ together, copies }) =>
            together.every((it, i) => it.data.every((x, j) => x === copies[i].data[j])),
        ),
      ],
    }),
  ],
});
