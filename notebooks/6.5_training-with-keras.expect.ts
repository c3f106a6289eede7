/** What each cell of section 6.5 has to print. */
import { cell, expectations, relation, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.5. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "jaychou_lyrics.txt.zip",
    "sha256": "3cfedd7d174111cdad5a27eaffaa6a2432a2842cf2590a03dd8a97610ea07043",
  }],
  cells: [
    cell("setup", "characters, and how many different ones", [
      text({ part: "stdout", is: "10000 1027" }),
    ]),
    cell("predict", "twelve characters", [
      text({ is: "12" }),
      relation(
        "the prefix, and characters of the vocabulary",
        ({ written, idxToChar, vocabSize }) =>
          written.slice(0, 2).map((it) => idxToChar[it]).join("") === "分开" &&
          written.every((it) => Number.isInteger(it) && it >= 0 && it < vocabSize),
      ),
    ]),
    cell("training", "two perplexities", {
      chapter: {
        stdout: [
          "epoch 50, perplexity 8313.898238, time 1.39 sec",
          "epoch 100, perplexity 3665257.276584, time 1.41 sec",
        ],
      },
      claims: [
        volatile(
          "perplexities are of a random start, times of a machine; what they come to is claimed below",
          {
            part: "stdout",
            pattern:
              /^epoch 50, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\nepoch 100, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\n?$/,
          },
        ),
        relation(
          "no more likely than by chance, as in the book",
          ({ perplexities }) => perplexities.every((it) => it > 1027 && Number.isFinite(it)),
        ),
      ],
    }),
    cell("mended", "two perplexities", [
      volatile(
        "perplexities are of a random start, times of a machine; what they come to is claimed below",
        {
          part: "stdout",
          pattern:
            /^epoch 50, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\nepoch 100, perplexity \d+\.\d{6}, time \d+\.\d{2} sec\n?$/,
        },
      ),
      relation(
        "each perplexity is within five times of those of 2 other seeds",
        ({ learned }) =>
          [[5.29, 150], [0.651, 17]].every(([low, high], i) =>
            learned[i] > low && learned[i] < high
          ),
      ),
    ]),
  ],
});
