/** What each cell of section 4.3 has to print. */
import {
  cell,
  constant,
  counted,
  expectations,
  silent,
  structure,
  text,
} from "../lib/notebook/expect.ts";

export default expectations({
  about:
    "Dive into Deep Learning (TensorFlow 2.0 edition), section 4.3. Cells with a chapter text are the book's; the others are this notebook's own.",
  cells: [
    cell("setup", "making a network prints nothing", [silent()]),
    cell("before", "two layers without parameters", { chapter: "[[], []]", claims: [text()] }),
    cell("ask", "the error that tells", [
      text({
        part: "stdout",
        is:
          "Cannot read the weights of Sequential 'sequential': they are created when the model is first called; call it on inputs or call build(inputShape)",
      }),
    ]),
    cell("after", "the shapes that follow from the first inputs", {
      chapter: "[(20, 256), (256,), (256, 10), (10,)]",
      claims: [text()],
    }),
    cell("other", "inputs of another length are refused", [
      text({
        part: "stdout",
        is:
          "Cannot call Dense 'dense': expected inputs of shape (..., 20), as it was built, received shape (2, 8)",
      }),
    ]),
    cell("known", "networks built without data", [
      text({ is: "[[(20, 4), (4,), (4, 2), (2,)], [(20, 3), (3,)]]" }),
    ]),
    cell("random", "the seed at the first call decides", [
      structure({ is: "tensor () bool" }),
      counted(),
      constant({ part: ".values", is: true }),
    ]),
  ],
});
