/** What each cell of section 6.4 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "jaychou_lyrics.txt.zip",
    "sha256": "3cfedd7d174111cdad5a27eaffaa6a2432a2842cf2590a03dd8a97610ea07043",
  }],
  cells: [
    cell("setup", "characters, and how many different ones", [
      text({ part: "stdout", is: "10000 1027" }),
    ]),
    cell("layer", "defining them prints nothing", [silent()]),
    cell("predict", "two beginnings, ten more each", [
      text({ is: "(12, 13)" }),
      relation(
        "both begin with their prefix, and go on alike as they do in the book, since the last characters are the same",
        ({ prefixes, written, idxToChar, vocabSize }) =>
          prefixes.every((prefix, i) =>
            written[i].slice(0, prefix.length).map((it) => idxToChar[it]).join("") === prefix
          ) &&
          written.every((it) =>
            it.every((idx) => Number.isInteger(idx) && idx >= 0 && idx < vocabSize)
          ),
      ),
      relation(
        "the first that is written is the likeliest by plain loops",
        ({ params, written, vocabSize }) => {
          const [wxh, whh, bh, whq, bq] = params.map((it) => it.numpy().data);
          let h = new Float64Array(256);
          for (const idx of written[0].slice(0, 2)) {
            h = Float64Array.from(h, (_, j) => {
              let sum = wxh[idx * 256 + j] + bh[j];
              for (let i = 0; i < 256; i++) sum += h[i] * whh[i * 256 + j];
              return Math.tanh(sum);
            });
          }
          const scores = Float64Array.from(
            bq as number[],
            (b, k) => h.reduce((sum, it, i) => sum + it * whq[i * vocabSize + k], b),
          );
          return scores[written[0][2]] > Math.max(...scores) - 1e-7;
        },
      ),
    ]),
    cell("random", "two perplexities", {
      chapter: {
        stdout: [
          "epoch 50, perplexity 75.588358, time 2.07 sec",
          "epoch 100, perplexity 18.045482, time 2.05 sec",
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
          "each perplexity is within five times of those of 3 other seeds",
          ({ random }) =>
            [[17.5, 487], [4.28, 443]].every(([low, high], i) =>
              random.perplexities[i] > low && random.perplexities[i] < high
            ),
        ),
      ],
    }),
    cell("consecutive", "two perplexities", {
      chapter: {
        stdout: [
          "epoch 50, perplexity 108.133573, time 2.14 sec",
          "epoch 100, perplexity 42.373849, time 1.94 sec",
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
          "each perplexity is within five times of those of 3 other seeds",
          ({ consecutive }) =>
            [[16.3, 477], [3.89, 148]].every(([low, high], i) =>
              consecutive.perplexities[i] > low && consecutive.perplexities[i] < high
            ),
        ),
        relation(
          "the parameters are not those of the start",
          ({ random, consecutive }) =>
            random.params.every((it, i) =>
              !it.numpy().data.every((x, j) => x === consecutive.params[i].numpy().data[j])
            ),
        ),
      ],
    }),
  ],
});
