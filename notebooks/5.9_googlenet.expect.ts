/** What each cell of section 5.9 has to print. */
import { cell, expectations, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.9. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("inception", "defining it prints nothing", [silent()]),
    cell("one", "a layer", {
      chapter: "<__main__.Inception at 0x2092c91e7c8>",
      claims: [
        volatile("Python shows an address, and objects of TypeScript have none", {
          pattern: /Inception/,
        }),
      ],
    }),
    cell("b1", "nothing is printed", [silent()]),
    cell("b2", "nothing is printed", [silent()]),
    cell("b3", "nothing is printed", [silent()]),
    cell("b4", "nothing is printed", [silent()]),
    cell("b5", "nothing is printed", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "sequential output shape:\t (1, 24, 24, 64)",
          "sequential_1 output shape:\t (1, 12, 12, 192)",
          "sequential_2 output shape:\t (1, 6, 6, 480)",
          "sequential_3 output shape:\t (1, 3, 3, 832)",
          "sequential_4 output shape:\t (1, 1024)",
          "dense output shape:\t (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("channels", "sums of channels", [text({ is: "(256, 480, 832, 1024)" })]),
  ],
});
