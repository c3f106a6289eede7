import { assertEquals } from "@std/assert";
import { parseOutput } from "../../lib/display/parse.ts";
import { reprint } from "../../lib/notebook/reprint.ts";

/** Texts as Python's cells print them. */
const TEXTS = {
  "numbers and names": "[1, -2.5, 1e-08, 'a', b'b', None, True, (3,), {'k': [4]}]",
  "a tensor":
    "<tf.Tensor: id=62, shape=(2,), dtype=float32, numpy=array([0.5, 2. ], dtype=float32)>",
  "a scalar tensor": "<tf.Tensor: shape=(), dtype=float32, numpy=24.381481>",
  "a printed tensor": "tf.Tensor([1. 2.], shape=(2,), dtype=float32)",
  "integers of Windows": "<tf.Tensor: id=1, shape=(2,), dtype=int32, numpy=array([-2,  1])>",
  "truth values": "<tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>",
  "a summarised variable": `<tf.Variable 'd/kernel:0' shape=(20, 64) dtype=float32, numpy=
array([[1., 1., 1., ..., 1., 1., 1.],
       [1., 1., 1., ..., 1., 1., 1.],
       [1., 1., 1., ..., 1., 1., 1.],
       ...,
       [1., 1., 1., ..., 1., 1., 1.],
       [1., 1., 1., ..., 1., 1., 1.],
       [1., 1., 1., ..., 1., 1., 1.]], dtype=float32)>`,
  "a summarised array of unknown length": "array([0.1, 0.2, 0.3, ..., 0.7, 0.8, 0.9])",
  "integers": "array([1, 2, 3])",
  "not a number": "array([nan, inf,  1.])",
  "nothing": "array([], dtype=float32)",
  "texts": "array(['a', 'bc'], dtype='<U2')",
  "an object": "array({'x': 1}, dtype=object)",
  "a list of arrays": `[array([[0.1, 0.2],
        [0.3, 0.4]], dtype=float32),
 array([0., 0.], dtype=float32)]`,
};

Deno.test("reprint() gives the text that was read", async (t) => {
  for (const [name, text] of Object.entries(TEXTS)) {
    await t.step(name, () => assertEquals(reprint(parseOutput(text)), text));
  }
});

Deno.test("reprint() puts the dtype of a long object on a line of its own", () => {
  const text = `array({'${"x".repeat(60)}': 1},\n      dtype=object)`;
  assertEquals(reprint(parseOutput(text)), text);
});
