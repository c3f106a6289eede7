/** What each cell of section 7.4 has to print. */
import { cell, expectations, relation, silent, structure, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("steep", "to and fro", {
      chapter: { stdout: "epoch 20, x1 -0.943467, x2 -0.000073" },
      claims: [
        text({ part: "stdout" }),
        text({
          is:
            "<Chart: curves of descent, height 3.50, height 7.01, height 10.5, height 14.0, height 17.5>",
        }),
        relation("the way is that of the steps, from (-5, -2)", ({ points, steep }) => {
          let [x1, x2] = [-5, -2];
          return points(steep, "descent").length === 21 &&
            points(steep, "descent").every((it, i) => {
              if (i > 0) [x1, x2] = [x1 - 0.4 * 0.2 * x1, x2 - 0.4 * 4 * x2];
              return it.x === x1 && it.y === x2;
            });
        }),
        relation("the lines lie at the heights that they name", ({ steep, points }) => {
          const names = [...new Set(steep.spec.data.values.map((it) => it.series))].filter((it) =>
            it !== "descent"
          );
          return names.length === 5 && names.every((name: string) => {
            const height = Number(name.slice("height ".length));
            const line = points(steep, name);
            return line.length > 10 &&
              line.every(({ x, y }) => Math.abs((0.1 * x ** 2 + 2 * y ** 2) / height - 1) < 0.02);
          });
        }),
      ],
    }),
    cell("away", "away", {
      chapter: { stdout: "epoch 20, x1 -0.387814, x2 -1673.365109" },
      claims: [
        text({ part: "stdout" }),
        text({
          is:
            "<Chart: curves of descent, height 3.50, height 7.01, height 10.5, height 14.0, height 17.5>",
        }),
        relation("the way is that of the steps, from (-5, -2)", ({ points, away }) => {
          let [x1, x2] = [-5, -2];
          return points(away, "descent").length === 21 && points(away, "descent").every((it, i) => {
            if (i > 0) [x1, x2] = [x1 - 0.6 * 0.2 * x1, x2 - 0.6 * 4 * x2];
            return it.x === x1 && it.y === x2;
          });
        }),
        relation("the lines lie at the heights that they name", ({ away, points }) => {
          const names = [...new Set(away.spec.data.values.map((it) => it.series))].filter((it) =>
            it !== "descent"
          );
          return names.length === 5 && names.every((name: string) => {
            const height = Number(name.slice("height ".length));
            const line = points(away, name);
            return line.length > 10 &&
              line.every(({ x, y }) => Math.abs((0.1 * x ** 2 + 2 * y ** 2) / height - 1) < 0.02);
          });
        }),
      ],
    }),
    cell("momentum", "momentum", {
      chapter: { stdout: "epoch 20, x1 -0.062843, x2 0.001202" },
      claims: [
        text({ part: "stdout" }),
        text({
          is:
            "<Chart: curves of descent, height 3.50, height 7.01, height 10.5, height 14.0, height 17.5>",
        }),
        relation("the way is that of the steps, from (-5, -2)", ({ points, momentum }) => {
          let [x1, x2, s1, s2] = [-5, -2, 0, 0];
          return points(momentum, "descent").length === 21 &&
            points(momentum, "descent").every((it, i) => {
              if (i > 0) {
                [s1, s2] = [0.5 * s1 + 0.4 * 0.2 * x1, 0.5 * s2 + 0.4 * 4 * x2], x1 -= s1, x2 -= s2;
              }
              return it.x === x1 && it.y === x2;
            });
        }),
        relation("the lines lie at the heights that they name", ({ momentum, points }) => {
          const names = [...new Set(momentum.spec.data.values.map((it) => it.series))].filter((
            it,
          ) => it !== "descent");
          return names.length === 5 && names.every((name: string) => {
            const height = Number(name.slice("height ".length));
            const line = points(momentum, name);
            return line.length > 10 &&
              line.every(({ x, y }) => Math.abs((0.1 * x ** 2 + 2 * y ** 2) / height - 1) < 0.02);
          });
        }),
      ],
    }),
    cell("keras", "Keras's momentum", [
      structure({ is: "array (2,) float32" }),
      relation(
        "within 1e-6 of the steps above",
        ({ w }) => w.numpy().data.every((it, i) => Math.abs(it - [-0.062843, 0.001202][i]) < 1e-6),
        {
          part: ".values",
        },
      ),
    ]),
  ],
});
