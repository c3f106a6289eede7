import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

Deno.test("where nothing comes from above, nothing goes on through a root of 0, as in TensorFlow", () => {
  for (const [root, slope] of [[tf.sqrt, Infinity], [tf.math.rsqrt, -Infinity]] as const) {
    const x = tf.constant([0, 1]);
    const tape = new tf.GradientTape({ persistent: true });
    const y = tape.run(() => {
      tape.watch(x);
      return root(x);
    });
    const gradient = (above: number[]) =>
      tape.gradient(y, x, { outputGradients: tf.constant(above) } as never);
    assertEquals((gradient([0, 0]) as unknown as tf.Tensor).numpy().toArray(), [0, 0]);
    assertEquals((gradient([1, 2]) as unknown as tf.Tensor).numpy().toArray()[0], slope);
  }
});
