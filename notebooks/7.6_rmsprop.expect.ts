/** What each cell of section 7.6 has to print. */
import { cell, expectations, relation, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.6. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("rmsprop", "a running mean", {
      chapter: { stdout: "epoch 20, x1 -0.010599, x2 0.000000" },
      claims: [
        text({ part: "stdout" }),
        text({
          is:
            "<Chart: curves of descent, height 3.50, height 7.01, height 10.5, height 14.0, height 17.5>",
        }),
        relation("the way is that of the steps, from (-5, -2)", ({ points, way }) => {
          let [x1, x2, s1, s2] = [-5, -2, 0, 0];
          return points(way, "descent").length === 21 && points(way, "descent").every((it, i) => {
            if (i > 0) {
              s1 = 0.9 * s1 + (1 - 0.9) * (0.2 * x1) ** 2,
                s2 = 0.9 * s2 + (1 - 0.9) * (4 * x2) ** 2,
                x1 -= 0.4 / Math.sqrt(s1 + 1e-6) * (0.2 * x1),
                x2 -= 0.4 / Math.sqrt(s2 + 1e-6) * (4 * x2);
            }
            return it.x === x1 && it.y === x2;
          });
        }),
        relation("the lines lie at the heights that they name", ({ way, points }) => {
          const names = [...new Set(way.spec.data.values.map((it) => it.series))].filter((it) =>
            it !== "descent"
          );
          return names.length === 5 && names.every((name: string) => {
            const height = Number(name.slice("height ".length));
            const line = points(way, name);
            return line.length > 10 &&
              line.every(({ x, y }) => Math.abs((0.1 * x ** 2 + 2 * y ** 2) / height - 1) < 0.02);
          });
        }),
      ],
    }),
  ],
});
