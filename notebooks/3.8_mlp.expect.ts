/** What each cell of section 3.8 has to print. */
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
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 3.8. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("relu", "the curve of relu", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "160 points on max(x, 0)",
        ({ points, relu }) =>
          points(relu).length === 160 && points(relu).every(({ x, y }) => y === Math.max(x, 0)),
      ),
    ]),
    cell("relu-slope", "the slope of relu", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "0 to the left, 1 to the right",
        ({ points, reluSlope }) =>
          points(reluSlope).length === 160 &&
          points(reluSlope).every(({ x, y }) => y === (x > 0 ? 1 : 0)),
      ),
    ]),
    cell("sigmoid", "the curve of the sigmoid", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "each is 1 / (1 + exp(-x))",
        ({ points, sigmoid }) =>
          points(sigmoid).length === 160 &&
          points(sigmoid).every(({ x, y }) => Math.abs(y - 1 / (1 + Math.exp(-x))) < 1e-6),
      ),
    ]),
    cell("sigmoid-slope", "the slope of the sigmoid", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "each is s (1 - s)",
        ({ points, sigmoidSlope }) =>
          points(sigmoidSlope).length === 160 && points(sigmoidSlope).every(({ x, y }) => {
            const s = 1 / (1 + Math.exp(-x));
            return Math.abs(y - s * (1 - s)) < 1e-6;
          }),
      ),
    ]),
    cell("tanh", "the curve of tanh", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "each is tanh(x)",
        ({ points, tanh }) =>
          points(tanh).length === 160 &&
          points(tanh).every(({ x, y }) => Math.abs(y - Math.tanh(x)) < 1e-6),
      ),
    ]),
    cell("tanh-slope", "the slope of tanh", [
      text({ is: "<Chart: curves of one series>" }),
      relation(
        "each is 1 - tanh(x)^2",
        ({ points, tanhSlope }) =>
          points(tanhSlope).length === 160 &&
          points(tanhSlope).every(({ x, y }) => Math.abs(y - (1 - Math.tanh(x) ** 2)) < 1e-6),
      ),
    ]),
    cell("linear", "two linear layers are one", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
