/** What each cell of the notebook has to print. */
import {
  bits,
  cell,
  constant,
  distribution,
  expectations,
  layout,
  relation,
  silent,
  structure,
  text,
  volatile,
} from "../../../lib/notebook/expect.ts";

export default expectations({
  about: "A worked example of an expectation file, with one claim of each kind",
  cells: [
    cell("version", "", { chapter: { stdout: "2.0.0" }, claims: [text({ part: "stdout" })] }),
    cell("kernel", "", [silent()]),
    cell("weights", "A kernel of 20 x 256 values, of which 36 are shown", {
      chapter: [
        "(<tf.Variable 'sequential/dense/kernel:0' shape=(20, 256) dtype=float32, numpy=",
        " array([[-0.07852519, -0.03260126,  0.12601742, ...,  0.11949158,",
        "          0.10042094, -0.10598273],",
        "        [ 0.03567271, -0.11624913,  0.04699135, ..., -0.12115637,",
        "          0.07733515,  0.13183317],",
        "        [ 0.03837337, -0.11566538, -0.03314627, ..., -0.10877015,",
        "          0.09273799, -0.07031895],",
        "        ...,",
        "        [-0.03430544, -0.00946991, -0.02949082, ..., -0.0956497 ,",
        "         -0.13907745,  0.10703176],",
        "        [ 0.00447187, -0.07251608,  0.08081181, ...,  0.02697623,",
        "          0.05394638, -0.01623751],",
        "        [-0.01946831, -0.00950103, -0.14190955, ..., -0.09374787,",
        "          0.08714674,  0.12475103]], dtype=float32)>,",
        " ResourceVariable)",
      ],
      claims: [
        structure(),
        distribution({ "uniform": [-0.14744195615489714, 0.14744195615489714] }, {
          part: "[0]",
          probe: ({ data, shape }) => ({ data, shape, dtype: "float32" }),
          says: "Glorot's rule",
        }),
        relation(
          "the limit is that of 20 inputs and 256 outputs",
          ({ data, limit }) => data.every((x: number) => Math.abs(x) <= Math.fround(limit)),
        ),
        bits(({ data }) => data, {
          seed: 42,
          sha256: "6cea580272c7904fa7f1dc73f554ea2e3deabea056d10b0f4ef91bf36c0deef6",
        }),
      ],
    }),
    cell("constants", "", {
      chapter: [
        "[array([0., 0.], dtype=float32),",
        " array([[1.],",
        "        [1.]], dtype=float32)]",
      ],
      claims: [
        layout(),
        structure({ is: "[array (2,) float32, array (2, 1) float32]" }),
        constant({ part: "[0]", is: 0 }),
        constant({ part: "[1]" }),
      ],
    }),
    cell("tensor", "", {
      chapter:
        "<tf.Tensor: id=99, shape=(2,), dtype=float32, numpy=array([0.5, 2. ], dtype=float32)>",
      claims: [
        structure(),
        constant({ part: ".values" }),
        volatile("TensorFlow 2.0 counts its tensors", { part: ".id" }),
        volatile("the wording of the warning is the kernel's", {
          part: "stderr",
          pattern: /^a \w+$/,
        }),
      ],
    }),
    cell("equal", "", [
      structure({ is: "True" }),
      constant({ is: true }),
      relation("all elements are equal", ({ same }) => same, { part: "" }),
    ]),
  ],
});
