/** What each cell of section 7.3 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "airfoil_self_noise.dat",
    "sha256": "10ee06e6cfb27dae6b44213d421d217012fb1f9b697592e73a4e4016b52d425f",
  }],
  cells: [
    cell("setup", "1500 examples of five features", {
      chapter: "TensorShape([1500, 5])",
      claims: [
        text(),
        relation("columns of mean 0 and deviation 1", ({ features }) => {
          const x = features.numpy().data;
          return [0, 1, 2, 3, 4].every((j) => {
            const column = Array.from({ length: 1500 }, (_, i) => x[5 * i + j]);
            const mean = column.reduce((a, b) => a + b) / 1500;
            return Math.abs(mean) < 0.02 &&
              Math.abs(Math.hypot(...column) / Math.sqrt(1500) - 1) < 0.02;
          });
        }),
      ],
    }),
    cell("sgd", "defining them prints nothing", [silent()]),
    cell("all", "gradient descent", {
      chapter: { stdout: "loss: 0.246342, 0.013033 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2426 to 0.2522, and 15 % beside",
          ({ all }) => all.losses.at(-1) > 0.2412 && all.losses.at(-1) < 0.2536,
        ),
        relation(
          "the chart shows the losses",
          ({ all }) => all.chart.spec.data.values.map((it) => it.y).join() === all.losses.join(),
        ),
      ],
    }),
    cell("one", "stochastic gradient descent", {
      chapter: { stdout: "loss: 0.245398, 8.007673 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2443 to 0.2672, and 15 % beside",
          ({ one }) => one.losses.at(-1) > 0.2409 && one.losses.at(-1) < 0.2706,
        ),
        relation(
          "the chart shows the losses",
          ({ one }) => one.chart.spec.data.values.map((it) => it.y).join() === one.losses.join(),
        ),
      ],
    }),
    cell("ten", "minibatches", {
      chapter: { stdout: "loss: 0.246043, 0.863296 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2424 to 0.2985, and 15 % beside",
          ({ ten }) => ten.losses.at(-1) > 0.2340 && ten.losses.at(-1) < 0.3069,
        ),
        relation(
          "the chart shows the losses",
          ({ ten }) => ten.chart.spec.data.values.map((it) => it.y).join() === ten.losses.join(),
        ),
      ],
    }),
    cell("trainer", "an optimizer prints nothing", [silent()]),
    cell("keras", "Keras's", {
      chapter: { stdout: "loss: 0.532480, 1.300436 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.4876 to 0.7262, and 15 % beside",
          ({ keras }) => keras.losses.at(-1) > 0.4518 && keras.losses.at(-1) < 0.7620,
        ),
        relation(
          "the chart shows the losses",
          ({ keras }) =>
            keras.chart.spec.data.values.map((it) => it.y).join() === keras.losses.join(),
        ),
      ],
    }),
  ],
});
