/** What each cell of section 6.3 has to print. */
import { cell, expectations, relation, silent, text, volatile } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 6.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("random", "defining it prints nothing", [silent()]),
    cell("random-batches", "two batches", {
      chapter: {
        stdout: [
          "X:  [[ 6  7  8  9 10 11]",
          " [12 13 14 15 16 17]] ",
          "Y: [[ 7  8  9 10 11 12]",
          " [13 14 15 16 17 18]] ",
          "",
          "X:  [[18 19 20 21 22 23]",
          " [ 0  1  2  3  4  5]] ",
          "Y: [[19 20 21 22 23 24]",
          " [ 1  2  3  4  5  6]] ",
          "",
        ],
      },
      claims: [
        volatile("the order is drawn", {
          part: "stdout",
          pattern:
            /^(X: {2}\[\[[ 0-9]+\]\n \[[ 0-9]+\]\] \nY: \[\[[ 0-9]+\]\n \[[ 0-9]+\]\] \n\n?){2}$/,
        }),
        relation("four pieces of six, labels one further on", ({ dataIterRandom, mySeq }) => {
          const batches = [...dataIterRandom(mySeq, { batchSize: 2, numSteps: 6 })]
            .map((it) => it.map((array) => [...array.data].map(Number)));
          const starts = batches.flatMap(([X]) => [X[0], X[6]]).toSorted((a, b) => a - b);
          return starts.join() === "0,6,12,18" &&
            batches.every(([X, Y]) =>
              X.every((it, i) => Y[i] === it + 1 && (i % 6 === 0 || it === X[i - 1] + 1))
            );
        }),
      ],
    }),
    cell("consecutive", "defining it prints nothing", [silent()]),
    cell("consecutive-batches", "two batches", {
      chapter: {
        stdout: [
          "X:  [[ 0  1  2  3  4  5]",
          " [15 16 17 18 19 20]] ",
          "Y: [[ 1  2  3  4  5  6]",
          " [16 17 18 19 20 21]] ",
          "",
          "X:  [[ 6  7  8  9 10 11]",
          " [21 22 23 24 25 26]] ",
          "Y: [[ 7  8  9 10 11 12]",
          " [22 23 24 25 26 27]] ",
          "",
        ],
      },
      claims: [text({ part: "stdout" })],
    }),
  ],
});
