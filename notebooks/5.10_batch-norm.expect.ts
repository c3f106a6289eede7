/** What each cell of section 5.10 has to print. */
import {
  cell,
  constant,
  expectations,
  relation,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.10. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("batch-norm", "defining it prints nothing", [silent()]),
    cell("layer", "defining it prints nothing", [silent()]),
    cell("same", "all the same", [
      text({ is: "[True, True, True, True]" }),
      relation("each channel has a mean of 0 and a variance of 1", ({ tf, y }) => {
        const [m, v] = tf.nn.moments(y, [0, 1, 2]).map((it) => it.numpy().data);
        return m.every((it) => Math.abs(it) < 1e-5) && v.every((it) => Math.abs(it - 1) < 1e-4);
      }),
    ]),
    cell("net", "its parameters", [text({ is: "(45330, 18, 8)" })]),
    cell("gamma", "ones and zeros", [
      structure({ is: "(array (6,) float32, array (6,) float32)" }),
      constant({ part: "[0].values", is: 1 }),
      constant({ part: "[1].values", is: 0 }),
    ]),
  ],
});
