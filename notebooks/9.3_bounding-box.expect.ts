/** What each cell of section 9.3 has to print. */
import { cell, expectations, relation, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("version", "the version of TensorFlow that is reproduced", {
      chapter: { stdout: "2.0.0" },
      claims: [
        text({ part: "stdout", profile: "2.0" }),
        text({ part: "stdout", profile: "2.1", is: "2.1.0" }),
      ],
    }),
    cell("picture", "a picture of two ovals", [
      text({ is: "<Chart: 1 image of 91 by 71 pixels>" }),
      relation(
        "both ovals have the area of theirs, within a pixel around",
        ({ dog, cat, tf }) =>
          [[dog, 318, 471], [cat, 255, 381]].every(([mask, w, h]) => {
            const area = Number(tf.reduceSum(tf.cast(mask, tf.float32)));
            return Math.abs(area - Math.PI * w * h / 4) < w + h;
          }),
      ),
      relation(
        "they do not overlap",
        ({ tf, dog, cat }) => !tf.reduceAny(tf.logicalAnd(dog, cat)).numpy().data[0],
      ),
    ]),
    cell("boxes", "defining them prints nothing", [silent()]),
    cell("rect", "corner, width and height", [
      text({ part: "stdout", is: ["60,45 318 x 471", "400,112 255 x 381"] }),
    ]),
    cell("drawn", "both boxes in the picture's frame", [
      text({ is: "<Chart: curves of image, 0: dog, 1: cat>" }),
      relation(
        "five corners each, where the boxes say, in a frame of the picture's size",
        ({ figure, dogBbox, catBbox }) => {
          const rows = figure.spec.data.values;
          const of = (name) =>
            rows.filter((it) => it.series === name).map(({ x, y }) => [x, y + 0]);
          const corners = ([l, t, r, b]) => [[l, -t], [r, -t], [r, -b], [l, -b], [l, -t]];
          const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);
          return same(of("0: dog"), corners(dogBbox)) && same(of("1: cat"), corners(catBbox)) &&
            same(of("image"), [[0, 0], [728, 0], [728, -561], [0, -561], [0, 0]]);
        },
      ),
      relation(
        "each holds all of its animal",
        ({ dog, dogBbox, cat, catBbox, tf }) =>
          [[dog, dogBbox], [cat, catBbox]].every(([mask, [l, t, r, b]]) =>
            Number(tf.reduceSum(tf.cast(mask.at(`${t}:${b + 1}`, `${l}:${r + 1}`), tf.int32))) ===
              Number(tf.reduceSum(tf.cast(mask, tf.int32)))
          ),
      ),
    ]),
  ],
});
