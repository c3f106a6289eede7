/** What each cell of section 7.8 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.8. Cells with a chapter text are the book's; the others are this notebook's own.",
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
    cell("adam", "defining them prints nothing", [silent()]),
    cell("own", "written out", {
      chapter: { stdout: "loss: 0.248055, 1.312482 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2421 to 0.2529, and 15 % beside",
          ({ own }) => own.losses.at(-1) > 0.2405 && own.losses.at(-1) < 0.2545,
        ),
        relation(
          "the chart shows the losses",
          ({ own }) => own.chart.spec.data.values.map((it) => it.y).join() === own.losses.join(),
        ),
      ],
    }),
    cell("trainer", "an optimizer prints nothing", [silent()]),
    cell("keras", "Keras's", {
      chapter: { stdout: "loss: 0.495050, 1.458879 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.4846 to 0.7191, and 15 % beside",
          ({ keras }) => keras.losses.at(-1) > 0.4494 && keras.losses.at(-1) < 0.7543,
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
