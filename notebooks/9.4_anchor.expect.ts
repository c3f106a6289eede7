/** What each cell of section 9.4 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  type Mark,
  relation,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 9.4. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "imports print nothing", [silent()]),
    cell("prior", "as many boxes as there are", {
      chapter: { stdout: "252 322", result: "TensorShape([1, 405720, 4])" },
      claims: [text({ part: "stdout" }), text({ part: "result" })],
    }),
    cell("one", "its corners", {
      chapter:
        "<tf.Tensor: shape=(4,), dtype=float32, numpy=array([0.40139753, 0.61706346, 1.1513975 , 1.3670635 ], dtype=float32)>",
      claims: [
        structure({ is: "tensor (4,) float32" }),
        counted(),
        relation("the book's numbers, to the last places of a float32", ({ boxes }) => {
          const expected = [0.40139753, 0.61706346, 1.1513975, 1.3670635].flat(9);
          const found = boxes.at(250, 250, 0, ":").numpy().data;
          return found.length === expected.length &&
            found.every((it, i) => Math.abs(it - expected[i]) < 1.2e-7);
        }, { part: ".values" }),
      ],
    }),
    cell("five", "five boxes", [
      text({
        is:
          "<Chart: curves of image, 0: s=0.75, r=1, 1: s=0.75, r=2, 2: s=0.55, r=0.5, 3: s=0.5, r=1, 4: s=0.25, r=1>",
      }),
      relation("each box is drawn by its corners", ({ five }) => {
        const drawn = Map.groupBy(five.chart.spec.data.values as Mark[], (it) => it.series);
        return drawn.size === 5 + 1 && five.boxes.every(([left, top, right, bottom], i) => {
          const corners = [...drawn].find(([series]) => series.startsWith(`${i}: `))[1];
          return JSON.stringify(corners.map(({ x, y }) => [x, y])) ===
            JSON.stringify([[left, -top], [right, -top], [right, -bottom], [left, -bottom], [
              left,
              -top,
            ]]);
        });
      }),
    ]),
    cell("sets", "five tensors", {
      chapter: [
        "(<tf.Tensor: shape=(2, 1, 4), dtype=int32, numpy=",
        " array([[[1, 2, 3, 4]],",
        " ",
        "        [[5, 6, 7, 8]]])>,",
        " <tf.Tensor: shape=(1, 2, 4), dtype=int32, numpy=",
        " array([[[1, 1, 1, 1],",
        "         [2, 2, 2, 2]]])>,",
        " <tf.Tensor: shape=(2, 2, 4), dtype=int32, numpy=",
        " array([[[1, 2, 3, 4],",
        "         [2, 2, 3, 4]],",
        " ",
        "        [[5, 6, 7, 8],",
        "         [5, 6, 7, 8]]])>,",
        " <tf.Tensor: shape=(2, 4), dtype=int32, numpy=",
        " array([[ 1,  2,  3,  4],",
        "        [10, 12, 14, 16]])>,",
        " <tf.Tensor: shape=(2, 4), dtype=int32, numpy=",
        " array([[0, 1, 2, 3],",
        "        [3, 4, 5, 6]])>)",
      ],
      claims: [
        structure({
          is:
            "(tensor (2, 1, 4) int32, tensor (1, 2, 4) int32, tensor (2, 2, 4) int32, tensor (2, 4) int32, tensor (2, 4) int32)",
        }),
        structure({ part: "[0]", is: "tensor (2, 1, 4) int32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (1, 2, 4) int32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ part: "[2]", is: "tensor (2, 2, 4) int32" }),
        counted("[2].id"),
        constant({ part: "[2].values" }),
        structure({ part: "[3]", is: "tensor (2, 4) int32" }),
        counted("[3].id"),
        constant({ part: "[3].values" }),
        structure({ part: "[4]", is: "tensor (2, 4) int32" }),
        counted("[4].id"),
        constant({ part: "[4].values" }),
      ],
    }),
    cell("jaccard", "defining them prints nothing", [silent()]),
    cell("corners", "corners", {
      chapter: [
        "(<tf.Tensor: shape=(5, 1, 2), dtype=float32, numpy=",
        " array([[[0.40139753, 0.4186508 ]],",
        " ",
        "        [[0.24606743, 0.5284858 ]],",
        " ",
        "        [[0.5112325 , 0.2633207 ]],",
        " ",
        "        [[0.5263975 , 0.5436508 ]],",
        " ",
        "        [[0.6513975 , 0.6686508 ]]], dtype=float32)>,",
        " <tf.Tensor: shape=(1, 1, 2), dtype=float32, numpy=array([[[0.27712333, 0.5681683 ]]], dtype=float32)>)",
      ],
      claims: [
        structure({ is: "(tensor (5, 1, 2) float32, tensor (1, 1, 2) float32)" }),
        structure({ part: "[0]", is: "tensor (5, 1, 2) float32" }),
        counted("[0].id"),
        relation("the book's numbers, to the last places of a float32", ({ own }) => {
          const expected = [
            0.40139753,
            0.4186508,
            0.24606743,
            0.5284858,
            0.5112325,
            0.2633207,
            0.5263975,
            0.5436508,
            0.6513975,
            0.6686508,
          ].flat(9);
          const found = own.numpy().data;
          return found.length === expected.length &&
            found.every((it, i) => Math.abs(it - expected[i]) < 1.2e-7);
        }, { part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (1, 1, 2) float32" }),
        counted("[1].id"),
        relation("the book's numbers, to the last places of a float32", ({ other }) => {
          const expected = [0.27712333, 0.5681683].flat(9);
          const found = other.numpy().data;
          return found.length === expected.length &&
            found.every((it, i) => Math.abs(it - expected[i]) < 1.2e-7);
        }, { part: "[1].values" }),
      ],
    }),
    cell("larger", "the larger of each", {
      chapter: [
        "<tf.Tensor: shape=(5, 1, 2), dtype=float32, numpy=",
        "array([[[0.40139753, 0.5681683 ]],",
        "",
        "       [[0.27712333, 0.5681683 ]],",
        "",
        "       [[0.5112325 , 0.5681683 ]],",
        "",
        "       [[0.5263975 , 0.5681683 ]],",
        "",
        "       [[0.6513975 , 0.6686508 ]]], dtype=float32)>",
      ],
      claims: [
        structure({ is: "tensor (5, 1, 2) float32" }),
        counted(),
        relation("the book's numbers, to the last places of a float32", ({ larger }) => {
          const expected = [
            0.40139753,
            0.5681683,
            0.27712333,
            0.5681683,
            0.5112325,
            0.5681683,
            0.5263975,
            0.5681683,
            0.6513975,
            0.6686508,
          ].flat(9);
          const found = larger.numpy().data;
          return found.length === expected.length &&
            found.every((it, i) => Math.abs(it - expected[i]) < 1.2e-7);
        }, { part: ".values" }),
      ],
    }),
    cell("labelled", "seven boxes", [
      text({ is: "<Chart: curves of image, 0: dog, 1: cat, 2: 0, 3: 1, 4: 2, 5: 3, 6: 4>" }),
      relation("each box is drawn by its corners", ({ labelled }) => {
        const drawn = Map.groupBy(labelled.chart.spec.data.values as Mark[], (it) => it.series);
        return drawn.size === 7 + 1 && labelled.boxes.every(([left, top, right, bottom], i) => {
          const corners = [...drawn].find(([series]) => series.startsWith(`${i}: `))[1];
          return JSON.stringify(corners.map(({ x, y }) => [x, y])) ===
            JSON.stringify([[left, -top], [right, -top], [right, -bottom], [left, -bottom], [
              left,
              -top,
            ]]);
        });
      }),
    ]),
    cell("assign", "defining them prints nothing", [silent()]),
    cell("target", "classes: two boxes are assigned", {
      chapter: "<tf.Tensor: shape=(1, 5), dtype=int32, numpy=array([[0, 1, 2, 0, 0]])>",
      claims: [
        structure({ is: "tensor (1, 5) int32" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("masks", "masks", {
      chapter: [
        "<tf.Tensor: shape=(1, 20), dtype=float64, numpy=",
        "array([[0., 0., 0., 0., 1., 1., 1., 1., 1., 1., 1., 1., 0., 0., 0., 0.,",
        "        0., 0., 0., 0.]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 20) float64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("offsets", "distances", {
      chapter: [
        "<tf.Tensor: shape=(1, 20), dtype=float64, numpy=",
        "array([[-0.        , -0.        , -0.        , -0.        ,  0.99999964,",
        "         9.99999925,  1.53742723,  8.04719049, -4.00000036,  0.64516147,",
        "         1.96021348, -0.44973579, -0.        , -0.        , -0.        ,",
        "        -0.        , -0.        , -0.        , -0.        , -0.        ]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 20) float64" }),
        counted(),
        relation("the book's numbers, as far as its float32 corners go", ({ labels }) => {
          const expected = [
            0,
            0,
            0,
            0,
            0.99999964,
            9.99999925,
            1.53742723,
            8.04719049,
            -4.00000036,
            0.64516147,
            1.96021348,
            -0.44973579,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
          ].flat(9);
          const found = labels[0].numpy().data;
          return found.length === expected.length &&
            found.every((it, i) => Math.abs(it - expected[i]) < 1.5e-6);
        }, { part: ".values" }),
      ],
    }),
    cell("predicted", "what was predicted", {
      chapter: [
        "(<tf.Tensor: shape=(4, 4), dtype=float32, numpy=",
        " array([[0.1 , 0.08, 0.52, 0.92],",
        "        [0.08, 0.2 , 0.56, 0.95],",
        "        [0.  , 0.3 , 0.62, 0.91],",
        "        [0.55, 0.2 , 0.9 , 0.88]], dtype=float32)>,",
        " <tf.Tensor: shape=(16,), dtype=float32, numpy=",
        " array([0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0., 0.],",
        "       dtype=float32)>,",
        " <tf.Tensor: shape=(3, 4), dtype=float32, numpy=",
        " array([[0. , 0. , 0. , 0. ],",
        "        [0.9, 0.8, 0.7, 0.1],",
        "        [0.1, 0.2, 0.3, 0.9]], dtype=float32)>)",
      ],
      claims: [
        structure({ is: "(tensor (4, 4) float32, tensor (16,) float32, tensor (3, 4) float32)" }),
        structure({ part: "[0]", is: "tensor (4, 4) float32" }),
        counted("[0].id"),
        constant({ part: "[0].values" }),
        structure({ part: "[1]", is: "tensor (16,) float32" }),
        counted("[1].id"),
        constant({ part: "[1].values" }),
        structure({ part: "[2]", is: "tensor (3, 4) float32" }),
        counted("[2].id"),
        constant({ part: "[2].values" }),
      ],
    }),
    cell("drawn", "four boxes", [
      text({ is: "<Chart: curves of image, 0: dog=0.9, 1: dog=0.8, 2: dog=0.7, 3: cat=0.9>" }),
      relation("each box is drawn by its corners", ({ predicted }) => {
        const drawn = Map.groupBy(predicted.chart.spec.data.values as Mark[], (it) => it.series);
        return drawn.size === 4 + 1 && predicted.boxes.every(([left, top, right, bottom], i) => {
          const corners = [...drawn].find(([series]) => series.startsWith(`${i}: `))[1];
          return JSON.stringify(corners.map(({ x, y }) => [x, y])) ===
            JSON.stringify([[left, -top], [right, -top], [right, -bottom], [left, -bottom], [
              left,
              -top,
            ]]);
        });
      }),
    ]),
    cell("nms", "defining them prints nothing", [silent()]),
    cell("detection", "two are kept", {
      chapter: [
        "<tf.Tensor: shape=(1, 4, 6), dtype=float64, numpy=",
        "array([[[ 0.        ,  0.89999998,  0.1       ,  0.08      ,",
        "          0.51999998,  0.92000002],",
        "        [-1.        ,  0.80000001,  0.08      ,  0.2       ,",
        "          0.56      ,  0.94999999],",
        "        [-1.        ,  0.69999999,  0.        ,  0.30000001,",
        "          0.62      ,  0.91000003],",
        "        [ 1.        ,  0.89999998,  0.55000001,  0.2       ,",
        "          0.89999998,  0.88      ]]])>",
      ],
      claims: [
        structure({ is: "tensor (1, 4, 6) float64" }),
        counted(),
        constant({ part: ".values" }),
      ],
    }),
    cell("kept", "the two that are kept", [
      text({ is: "<Chart: curves of image, 0: dog=0.9, 1: cat=0.9>" }),
      relation("each box is drawn by its corners", ({ kept }) => {
        const drawn = Map.groupBy(kept.chart.spec.data.values as Mark[], (it) => it.series);
        return drawn.size === 2 + 1 && kept.boxes.every(([left, top, right, bottom], i) => {
          const corners = [...drawn].find(([series]) => series.startsWith(`${i}: `))[1];
          return JSON.stringify(corners.map(({ x, y }) => [x, y])) ===
            JSON.stringify([[left, -top], [right, -top], [right, -bottom], [left, -bottom], [
              left,
              -top,
            ]]);
        });
      }),
    ]),
    cell("library", "the same two", [
      structure({ is: "tensor (2,) int32" }),
      counted(),
      constant({ part: ".values", is: [0, 3] }),
    ]),
  ],
});
