/** What each cell of section 7.1 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  relation,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 7.1. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("minima", "two minima", [
      text({ is: "<Chart: curves of f, local minimum, global minimum>" }),
      relation(
        "30 points of x cos(pi x), two of them lower than their neighbours, at -0.3 and 1.1",
        ({ points, minima }) => {
          const curve = points(minima, "f");
          const low = curve.filter((it, i) =>
            i > 0 && i < 29 && it.y < curve[i - 1].y && it.y < curve[i + 1].y
          );
          return curve.length === 30 && curve.every(({ x, y }) =>
            y === x * Math.cos(Math.PI * x)
          ) &&
            low.map(({ x }) => x.toFixed(1)).join() === "-0.3,1.1" && low[1].y < low[0].y &&
            ["local minimum", "global minimum"].every((name, i) =>
              points(minima, name)[0].y.toFixed(9) === low[i].y.toFixed(9)
            );
        },
      ),
    ]),
    cell("saddle", "a saddle point in one dimension", [
      text({ is: "<Chart: curves of f, saddle point>" }),
      relation(
        "40 points of the cube, which only rises",
        ({ points, saddle }) =>
          points(saddle, "f").length === 40 &&
          points(saddle, "f").every(({ x, y }, i, all) =>
            y === x ** 3 && (i === 0 || y > all[i - 1].y)
          ),
      ),
    ]),
    cell("surface", "a saddle point in two dimensions", [
      text({ is: "<Chart: curves of surface, saddle point>" }),
      relation(
        "16 lines of 16 points along each axis, seen from the side; every one lies on x^2 - y^2",
        ({ points, surface, places }) => {
          const seen = points(surface, "surface");
          const [turn, tilt] = [-Math.PI / 3, Math.PI / 6];
          // Along the first axis, line by line.
          return seen.length === 2 * 16 * 16 && seen.slice(0, 256).every((it, i) => {
            const [x, y] = [places[i >> 4], places[i & 15]];
            const away = x * Math.sin(turn) + y * Math.cos(turn);
            const z = (it.y - away * Math.sin(tilt)) / Math.cos(tilt);
            return Math.abs(it.x - (x * Math.cos(turn) - y * Math.sin(turn))) < 1e-12 &&
              Math.abs(z - (x ** 2 - y ** 2)) < 1e-12;
          });
        },
      ),
    ]),
    cell("hessian", "one eigenvalue of each sign", [
      structure({ is: "tensor (2,) float32" }),
      counted(),
      constant({ part: ".values", is: [-2, 2] }),
    ]),
  ],
});
