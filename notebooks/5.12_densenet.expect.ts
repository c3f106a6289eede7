/** What each cell of section 5.12 has to print. */
import { cell, expectations, relation, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 5.12. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("bottleneck", "defining it prints nothing", [silent()]),
    cell("dense-block", "defining it prints nothing", [silent()]),
    cell("grown", "the channels add up", {
      chapter: { stdout: "(4, 8, 8, 23)" },
      claims: [
        text({ part: "stdout" }),
        relation(
          "the first three are the input's",
          ({ tf, Y, X }) => tf.reduceAll(tf.equal(Y.at("...", "0:3"), X)).numpy().data[0] === 1,
        ),
      ],
    }),
    cell("transition", "defining it prints nothing", [silent()]),
    cell("smaller", "smaller", { chapter: "TensorShape([4, 4, 4, 10])", claims: [text()] }),
    cell("densenet", "defining it prints nothing", [silent()]),
    cell("mynet", "making it prints nothing", [silent()]),
    cell("shapes", "names and shapes", {
      chapter: {
        stdout: [
          "conv2d_45 output shape:\t (1, 48, 48, 64)",
          "batch_normalization_45 output shape:\t (1, 48, 48, 64)",
          "max_pooling2d_5 output shape:\t (1, 24, 24, 64)",
          "dense_block_6 output shape:\t (1, 24, 24, 192)",
          "transition_layer_4 output shape:\t (1, 12, 12, 96)",
          "dense_block_7 output shape:\t (1, 12, 12, 224)",
          "transition_layer_5 output shape:\t (1, 6, 6, 112)",
          "dense_block_8 output shape:\t (1, 6, 6, 240)",
          "transition_layer_6 output shape:\t (1, 3, 3, 120)",
          "dense_block_9 output shape:\t (1, 3, 3, 248)",
          "global_average_pooling2d_1 output shape:\t (1, 248)",
          "dense output shape:\t (1, 10)",
        ],
      },
      claims: [
        text({
          part: "stdout",
          is: [
            "conv2d_5 output shape:\t (1, 48, 48, 64)",
            "batch_normalization_5 output shape:\t (1, 48, 48, 64)",
            "max_pooling2d_1 output shape:\t (1, 24, 24, 64)",
            "dense_block_1 output shape:\t (1, 24, 24, 192)",
            "transition_layer_1 output shape:\t (1, 12, 12, 96)",
            "dense_block_2 output shape:\t (1, 12, 12, 224)",
            "transition_layer_2 output shape:\t (1, 6, 6, 112)",
            "dense_block_3 output shape:\t (1, 6, 6, 240)",
            "transition_layer_3 output shape:\t (1, 3, 3, 120)",
            "dense_block_4 output shape:\t (1, 3, 3, 248)",
            "global_average_pooling2d output shape:\t (1, 248)",
            "dense output shape:\t (1, 10)",
          ],
        }),
      ],
    }),
  ],
});
