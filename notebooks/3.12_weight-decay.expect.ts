/** What each cell of section 3.12 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.12. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("data", "data print nothing", [silent()]),
    cell("parts", "defining them prints nothing", [silent()]),
    cell("fit", "defining it prints nothing", [silent()]),
    cell("without", "without a penalty", {
      chapter: { stdout: "L2 norm of w: 18.806026" },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern: /^L2 norm of w: -?[0-9.e+-]+$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "a norm near 19; the twenty are learnt, the others are not",
          ({ without }) =>
            without.norm > 15 && without.norm < 23 && without.trainLs.at(-1) < 1e-3 &&
            without.testLs.at(-1) > 30,
        ),
      ],
    }),
    cell("with", "with a penalty", {
      chapter: { stdout: "L2 norm of w: 0.25075185" },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern: /^L2 norm of w: -?[0-9.e+-]+$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "a small norm, and a loss of the others near the noise's 0.5",
          ({ penalized, without }) =>
            penalized.norm > 0.1 && penalized.norm < 0.5 && penalized.testLs.at(-1) > 0.3 &&
            penalized.testLs.at(-1) < 1 &&
            without.testLs.at(-1) > 30 * penalized.testLs.at(-1),
        ),
        relation(
          "the chart shows the two hundred losses",
          ({ penalized }) =>
            penalized.chart.spec.data.values.map((it) => it.y).join() ===
              [...penalized.trainLs, ...penalized.testLs].join(),
        ),
      ],
    }),
    cell("keras", "defining it prints nothing", [silent()]),
    cell("keras-without", "Keras without a penalty", {
      chapter: { stdout: "L2 norm of w: 1.4336505" },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern: /^L2 norm of w: -?[0-9.e+-]+$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "the norm that Glorot's uniform numbers have, and the twenty learnt",
          ({ kerasWithout }) =>
            kerasWithout.norm > 0.9 && kerasWithout.norm < 2.5 &&
            kerasWithout.trainLs.at(-1) < 1e-3,
        ),
      ],
    }),
    cell("keras-with", "Keras with a penalty", {
      chapter: { stdout: "L2 norm of w: 0.26387808" },
      claims: [
        volatile("data and start are drawn", {
          part: "stdout",
          pattern: /^L2 norm of w: -?[0-9.e+-]+$/,
        }),
        text({ is: "<Chart: curves of train, test>" }),
        relation(
          "a small norm",
          ({ kerasWith, kerasWithout }) =>
            kerasWith.norm < 0.6 && kerasWith.norm < kerasWithout.norm / 2,
        ),
      ],
    }),
  ],
});
