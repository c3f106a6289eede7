/** What each cell of section 7.2 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.2. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("gd", "where it ends", {
      chapter: { stdout: "epoch 10, x: 0.06046617599999997" },
      claims: [text({ part: "stdout" })],
    }),
    cell("trace", "its way", [
      text({ is: "<Chart: curves of f, descent>" }),
      relation("eleven places, each by the step before", ({ points, near }) => {
        const way = points(near, "descent");
        let x = 10;
        return way.length === 11 && way.every((it, i) => {
          if (i > 0) x -= 0.2 * 2 * x;
          return it.x === x && it.y === x * x;
        });
      }),
    ]),
    cell("slow", "too small a rate", {
      chapter: { stdout: "epoch 10, x: 3.4867844009999995" },
      claims: [
        text({ part: "stdout" }),
        text({ is: "<Chart: curves of f, descent>" }),
        relation("eleven places, each by the step before", ({ points, slow }) => {
          const way = points(slow, "descent");
          let x = 10;
          return way.length === 11 && way.every((it, i) => {
            if (i > 0) x -= 0.05 * 2 * x;
            return it.x === x && it.y === x * x;
          });
        }),
      ],
    }),
    cell("far", "too large a rate", {
      chapter: { stdout: "epoch 10, x: 61.917364224000096" },
      claims: [
        text({ part: "stdout" }),
        text({ is: "<Chart: curves of f, descent>" }),
        relation("eleven places, each by the step before", ({ points, far }) => {
          const way = points(far, "descent");
          let x = 10;
          return way.length === 11 && way.every((it, i) => {
            if (i > 0) x -= 1.1 * 2 * x;
            return it.x === x && it.y === x * x;
          });
        }),
      ],
    }),
    cell("factor", "ten times the factor to the tenth", [
      text({ is: "['3.486784', '0.060466', '0.000000', '8.170728', '10.000000', '61.917364']" }),
    ]),
    cell("two", "twenty steps", {
      chapter: { stdout: "epoch 20, x1 -0.057646, x2 -0.000073" },
      claims: [
        text({ part: "stdout" }),
        text({
          is:
            "<Chart: curves of descent, height 8.04, height 16.1, height 24.1, height 32.2, height 40.2>",
        }),
        relation("the way is that of the steps, from (-5, -2)", ({ points, down }) => {
          let [x1, x2] = [-5, -2];
          return points(down, "descent").length === 21 && points(down, "descent").every((it, i) => {
            if (i > 0) [x1, x2] = [x1 - 0.1 * 2 * x1, x2 - 0.1 * 4 * x2];
            return it.x === x1 && it.y === x2;
          });
        }),
        relation("the lines lie at the heights that they name", ({ down, points }) => {
          const names = [...new Set(down.spec.data.values.map((it) => it.series))].filter((it) =>
            it !== "descent"
          );
          return names.length === 5 && names.every((name: string) => {
            const height = Number(name.slice("height ".length));
            const line = points(down, name);
            return line.length > 10 &&
              line.every(({ x, y }) => Math.abs((x ** 2 + 2 * y ** 2) / height - 1) < 0.02);
          });
        }),
      ],
    }),
    cell("noisy", "twenty steps with noise", {
      chapter: { stdout: "epoch 20, x1 0.082213, x2 0.137309" },
      claims: [
        volatile("the noise is drawn", {
          part: "stdout",
          pattern: /^epoch 20, x1 -?[0-2]\.[0-9]{6}, x2 -?[0-2]\.[0-9]{6}$/,
        }),
        text({
          is:
            "<Chart: curves of descent, height 8.04, height 16.1, height 24.1, height 32.2, height 40.2>",
        }),
        relation(
          "21 places, from (-5, -2) to within 6 deviations of where it settles",
          ({ points, noisy }) => {
            const way = points(noisy, "descent");
            const [first, last] = [way[0], way.at(-1)];
            // Without noise (-0.0576, -0.0001); of the noise the variance eta^2 / (1 - factor^2) is left.
            return way.length === 21 && first.x === -5 && first.y === -2 &&
              Math.abs(last.x + 0.0576 + 0.05) < 6 * 0.1 / Math.sqrt(1 - 0.8 ** 2) &&
              Math.abs(last.y + 0.025) < 6 * 0.1 / Math.sqrt(1 - 0.6 ** 2);
          },
        ),
      ],
    }),
    cell("many", "deviations of a thousand runs", [
      structure({ is: "tensor (2,) bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
