/** What each cell of section 5.11 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.11. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("residual", "defining it prints nothing", [silent()]),
    cell("same", "the same shape", { chapter: "TensorShape([4, 6, 6, 3])", claims: [text()] }),
    cell("half", "half as large", { chapter: "TensorShape([4, 3, 3, 6])", claims: [text()] }),
    cell("net", "nothing is printed", [silent()]),
    cell("block", "defining it prints nothing", [silent()]),
    cell("resnet", "making it prints nothing", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "conv2d_6 output shape:\t (1, 112, 112, 64)",
          "batch_normalization_5 output shape:\t (1, 112, 112, 64)",
          "activation_1 output shape:\t (1, 112, 112, 64)",
          "max_pooling2d_1 output shape:\t (1, 56, 56, 64)",
          "resnet_block output shape:\t (1, 56, 56, 64)",
          "resnet_block_1 output shape:\t (1, 28, 28, 128)",
          "resnet_block_2 output shape:\t (1, 14, 14, 256)",
          "resnet_block_3 output shape:\t (1, 7, 7, 512)",
          "global_average_pooling2d output shape:\t (1, 512)",
          "dense output shape:\t (1, 10)",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
    cell("identity", "the identity is easy", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
