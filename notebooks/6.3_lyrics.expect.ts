/** What each cell of section 6.3 has to print. */
import { cell, expectations, relation, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  data: [{
    "file": "jaychou_lyrics.txt.zip",
    "sha256": "3cfedd7d174111cdad5a27eaffaa6a2432a2842cf2590a03dd8a97610ea07043",
  }],
  cells: [
    cell("read", "how many, and which the first are", [
      text({
        part: "stdout",
        is: [
          "characters: 63282 ",
          "the first forty: 2ad4d01794fc35b0676ed96bb6088c96d692f290750b52968cb8320eb39831e5",
        ],
      }),
    ]),
    cell("short", "which they are", [text({ is: '"b054e3e41c43ca46"' })]),
    cell("vocabulary", "how many there are", { chapter: "1027", claims: [text()] }),
    cell("indices", "twenty characters", [
      text({
        part: "stdout",
        is: [
          "chars: bb12ff7c5afe3f49",
          "indices: [0, 1, 2, 3, 4, 5, 6, 0, 1, 7, 8, 9, 10, 11, 12, 13, 6, 0, 1, 7]",
        ],
      }),
      relation("equal numbers stand in the same places as in the book's sample", ({ sample }) => {
        const book = [
          828,
          670,
          812,
          135,
          846,
          94,
          244,
          828,
          670,
          139,
          982,
          854,
          246,
          997,
          119,
          314,
          244,
          828,
          670,
          139,
        ];
        return sample.every((a, i) => sample.every((b, j) => (a === b) === (book[i] === book[j])));
      }),
    ]),
  ],
});
