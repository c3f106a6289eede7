/** What each cell of section 9.5 has to print. */
import { cell, expectations, relation, silent, text } from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.5. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("size", "the size", { chapter: "(322, 252)", claims: [text()] }),
    cell("prior", "as many boxes as there are", {
      chapter: "TensorShape([1, 405720, 4])",
      claims: [text()],
    }),
    cell("display", "defining it prints nothing", [silent()]),
    cell("four", "48 boxes", [
      text({ is: "<Chart: curves of image, boxes>" }),
      relation("three around each centre, of one area and three shapes", ({ four, w, h }) => {
        return four.boxes.length === 48 && four.boxes.every(([left, top, right, bottom], i) => {
          const place = Math.floor(i / 3);
          const [cx, cy] = [(place % 4 + 0.5) / 4, (Math.floor(place / 4) + 0.5) / 4];
          const root = Math.sqrt([1, 2, 0.5][i % 3]);
          return [[left, cx - 0.15 * root / 2], [right, cx + 0.15 * root / 2]].every(([a, b]) =>
            Math.abs(a - b * w) < 1e-3
          ) &&
            [[top, cy - 0.15 / root / 2], [bottom, cy + 0.15 / root / 2]].every(([a, b]) =>
              Math.abs(a - b * h) < 1e-3
            );
        });
      }),
    ]),
    cell("two", "12 boxes", [
      text({ is: "<Chart: curves of image, boxes>" }),
      relation("three around each centre, of one area and three shapes", ({ two, w, h }) => {
        return two.boxes.length === 12 && two.boxes.every(([left, top, right, bottom], i) => {
          const place = Math.floor(i / 3);
          const [cx, cy] = [(place % 2 + 0.5) / 2, (Math.floor(place / 2) + 0.5) / 2];
          const root = Math.sqrt([1, 2, 0.5][i % 3]);
          return [[left, cx - 0.4 * root / 2], [right, cx + 0.4 * root / 2]].every(([a, b]) =>
            Math.abs(a - b * w) < 1e-3
          ) &&
            [[top, cy - 0.4 / root / 2], [bottom, cy + 0.4 / root / 2]].every(([a, b]) =>
              Math.abs(a - b * h) < 1e-3
            );
        });
      }),
    ]),
    cell("one", "3 boxes", [
      text({ is: "<Chart: curves of image, boxes>" }),
      relation("three around each centre, of one area and three shapes", ({ one, w, h }) => {
        return one.boxes.length === 3 && one.boxes.every(([left, top, right, bottom], i) => {
          const place = Math.floor(i / 3);
          const [cx, cy] = [(place % 1 + 0.5) / 1, (Math.floor(place / 1) + 0.5) / 1];
          const root = Math.sqrt([1, 2, 0.5][i % 3]);
          return [[left, cx - 0.8 * root / 2], [right, cx + 0.8 * root / 2]].every(([a, b]) =>
            Math.abs(a - b * w) < 1e-3
          ) &&
            [[top, cy - 0.8 / root / 2], [bottom, cy + 0.8 / root / 2]].every(([a, b]) =>
              Math.abs(a - b * h) < 1e-3
            );
        });
      }),
    ]),
  ],
});
