/** What each cell of section 6.7 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.7. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "jaychou_lyrics.txt.zip",
    "sha256": "3cfedd7d174111cdad5a27eaffaa6a2432a2842cf2590a03dd8a97610ea07043",
  }],
  cells: [
    cell("setup", "characters, and how many different ones", [
      text({ part: "stdout", is: "10000 1027" }),
    ]),
    cell("params", "defining them prints nothing", [silent()]),
    cell("gru", "defining it prints nothing", [silent()]),
    cell("same", "the same state", [text({ is: "true" })]),
    cell("scratch", "a perplexity", {
      chapter: { stdout: "epoch 40, perplexity 585.433012, time 3.91 sec" },
      claims: [
        volatile(
          "perplexities are of a random start, times of a machine; what they come to is claimed below",
          { part: "stdout", pattern: /^epoch 40, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\n?$/ },
        ),
        relation(
          "each perplexity is within five times of those of 2 other seeds",
          ({ scratch }) =>
            [[102, 2860]].every(([low, high], i) =>
              scratch.perplexities[i] > low && scratch.perplexities[i] < high
            ),
        ),
      ],
    }),
    cell("keras", "a perplexity", {
      chapter: { stdout: "epoch 40, perplexity 141.880921, time 3.01 sec" },
      claims: [
        volatile(
          "perplexities are of a random start, times of a machine; what they come to is claimed below",
          { part: "stdout", pattern: /^epoch 40, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\n?$/ },
        ),
        relation(
          "each perplexity is within five times of those of 2 other seeds",
          ({ keras }) => [[24.2, 651]].every(([low, high], i) => keras[i] > low && keras[i] < high),
        ),
      ],
    }),
  ],
});
