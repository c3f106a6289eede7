/** Element types of two tensors, as Keras takes them. */
import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";
import golden from "../goldens/keras_ops/dtypes.json" with { type: "json" };
import { commonDType } from "../../lib/keras_ops/dtypes.ts";

for (const [first, row] of Object.entries(golden.table)) {
  Deno.test(`${first} beside others becomes what Keras takes for both`, () => {
    const names = golden.names.split(" ") as tf.DType[];
    const found = names.map((second) => commonDType(first as tf.DType, second));
    assertEquals(found.join(" "), row);
  });
}

Deno.test("plain numbers take the element type of the tensor beside them", () => {
  const whole = tf.constant([1, 2], "int32");
  assertEquals(tf.keras.ops.add(whole, 3).dtype, "int32");
  assertEquals(tf.keras.ops.add(tf.constant([1], "float64"), 3).dtype, "float64");
  assertEquals(tf.keras.ops.add(tf.constant([true]), 1).dtype, "float32");
  assertEquals(tf.keras.ops.where([true, false], whole, 0).dtype, "int32");
});
