/** What each cell of section 10.3 has to print. */
import {
  cell,
  constant,
  counted,
  distribution,
  expectations,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 10.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "an import prints nothing", [silent()]),
    cell("contexts", "defining it prints nothing", [silent()]),
    cell("tiny", "contexts", {
      chapter: {
        stdout: [
          "dataset [[0, 1, 2, 3, 4, 5, 6], [7, 8, 9]]",
          "center 0 has contexts [1, 2]",
          "center 1 has contexts [0, 2, 3]",
          "center 2 has contexts [0, 1, 3, 4]",
          "center 3 has contexts [1, 2, 4, 5]",
          "center 4 has contexts [2, 3, 5, 6]",
          "center 5 has contexts [4, 6]",
          "center 6 has contexts [4, 5]",
          "center 7 has contexts [8, 9]",
          "center 8 has contexts [7, 9]",
          "center 9 has contexts [8]",
        ],
      },
      claims: [
        volatile("how far a context goes is drawn", {
          part: "stdout",
          pattern:
            /^dataset \[\[0, 1, 2, 3, 4, 5, 6\], \[7, 8, 9\]\]\n(center \d has contexts \[\d(, \d)*\]\n?){10}$/,
        }),
        relation(
          "each context is that of a window of one or two in its sentence",
          ({ tinyDataset, centers, range, contexts }) => {
            const sentence = (word) => tinyDataset.find((it) => it.includes(word));
            return centers.join() === range(0, 10).join() && centers.every((center, i) => {
              const within = (size) =>
                sentence(center).filter((it) => it !== center && Math.abs(it - center) <= size)
                  .join();
              return [within(1), within(2)].includes(contexts[i].join());
            });
          },
        ),
      ],
    }),
    cell("embed", "twenty rows", [
      structure({ is: "[array (20, 4) float32]" }),
      distribution({ "uniform": [-0.05, 0.05] }, { part: "[0].values" }),
    ]),
    cell("printed", "nothing is printed", [silent()]),
    cell("lookup", "the rows of the book's table", {
      chapter: [
        "<tf.Tensor: id=2251783, shape=(2, 3, 4), dtype=float32, numpy=",
        "array([[[-0.02516781,  0.04460483,  0.0353159 , -0.00299061],",
        "        [-0.01710566,  0.02493416, -0.04021205,  0.03587193],",
        "        [ 0.02083813, -0.04663629,  0.03478238, -0.01295733]],",
        "",
        "       [[ 0.01544365, -0.01052438,  0.0161058 , -0.02668259],",
        "        [ 0.04031085, -0.0038617 ,  0.02243182,  0.01726558],",
        "        [ 0.03033152, -0.00653177,  0.04465215,  0.04541362]]],",
        "      dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (2, 3, 4) float32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("batch", "the shape of the products", {
      chapter: "TensorShape([2, 1, 6])",
      claims: [text()],
    }),
    cell("skip-gram", "defining it prints nothing", [silent()]),
    cell("loss", "defining it prints nothing", [silent()]),
    cell("losses", "two losses", {
      chapter:
        "<tf.Tensor: id=2251811, shape=(2,), dtype=float32, numpy=array([0.8739896, 1.2099689], dtype=float32)>",
      claims: [
        structure(),
        counted(),
        relation(
          "the book's, to the last places of a float32",
          ({ tf, loss, label, pred, mask }) =>
            tf.divide(tf.multiply(loss(label, pred, mask), 4), tf.reduceSum(mask, { axis: 1 }))
              .numpy().data.every((it, i) => Math.abs(it - [0.8739896, 1.2099689][i]) < 3e-7),
          { part: ".values" },
        ),
      ],
    }),
    cell("by-hand", "the same by hand", {
      chapter: { stdout: ["0.8740", "1.2100"] },
      claims: [text({ part: "stdout" })],
    }),
    cell("train", "it learns", [text({ is: "true" })]),
  ],
});
