import { assertEquals } from "@std/assert";
import * as tf from "kerasaur";

Deno.test("where nothing comes from above, nothing goes on through a root of 0, as in TensorFlow", () => {
  for (
    const [root, slopes] of [[tf.sqrt, [Infinity, 1]], [tf.math.rsqrt, [-Infinity, -1]]] as const
  ) {
    const x = tf.constant([0, 1]);
    const tape = new tf.GradientTape({ persistent: true });
    const [none, some] = tape.run(() => {
      tape.watch(x);
      return [[0, 0], [1, 2]].map((above) => tf.multiply(root(x), tf.constant(above)));
    });
    assertEquals(tape.gradient(none!, [x])[0]!.numpy().toArray(), [0, 0]);
    assertEquals(tape.gradient(some!, [x])[0]!.numpy().toArray(), [...slopes]);
  }
});
