/** What each cell of section 7.4 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.4. Cells with a chapter text are the book's; the others are this notebook's own.",
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
    cell("momentum", "defining them prints nothing", [silent()]),
    cell("half", "a momentum of 0.5", {
      chapter: { stdout: "loss: 0.245740, 1.004673 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2428 to 0.258, and 15 % beside",
          ({ half }) => half.losses.at(-1) > 0.2405 && half.losses.at(-1) < 0.2603,
        ),
        relation(
          "the chart shows the losses",
          ({ half }) => half.chart.spec.data.values.map((it) => it.y).join() === half.losses.join(),
        ),
      ],
    }),
    cell("more", "a momentum of 0.9", {
      chapter: { stdout: "loss: 0.248168, 1.061918 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.2428 to 0.258, and 15 % beside",
          ({ more }) => more.losses.at(-1) > 0.2405 && more.losses.at(-1) < 0.2603,
        ),
        relation(
          "the chart shows the losses",
          ({ more }) => more.chart.spec.data.values.map((it) => it.y).join() === more.losses.join(),
        ),
      ],
    }),
    cell("slow", "a small rate", {
      chapter: { stdout: "loss: 0.295256, 1.110202 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.292 to 0.3008, and 15 % beside",
          ({ slow }) => slow.losses.at(-1) > 0.2907 && slow.losses.at(-1) < 0.3021,
        ),
        relation(
          "the chart shows the losses",
          ({ slow }) => slow.chart.spec.data.values.map((it) => it.y).join() === slow.losses.join(),
        ),
      ],
    }),
    cell("kept", "momentum that is kept", [
      volatile("start and order are drawn, and it is a time", {
        part: "stdout",
        pattern: /^loss: 0\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
      }),
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "where 150 simulations of it ended, 0.2423 to 0.2743, and 15 % beside",
        ({ kept }) => kept.losses.at(-1) > 0.2375 && kept.losses.at(-1) < 0.2791,
      ),
    ]),
    cell("trainer", "an optimizer prints nothing", [silent()]),
    cell("keras", "Keras's", {
      chapter: { stdout: "loss: 0.515107, 1.313495 sec per epoch" },
      claims: [
        volatile("start and order are drawn, and it is a time", {
          part: "stdout",
          pattern: /^loss: [0-9]+\.[0-9]{6}, [0-9]+\.[0-9]{6} sec per epoch$/,
        }),
        text({ is: "<Chart: curves of one series>" }),
        relation(
          "the loss is where 150 simulations of the same program ended, 0.4857 to 0.6176, and 15 % beside",
          ({ keras }) => keras.losses.at(-1) > 0.4659 && keras.losses.at(-1) < 0.6374,
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
