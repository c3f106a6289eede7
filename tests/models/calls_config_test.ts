/**
 * Calls in the configurations of graphs: what real Keras wrote is read, and written again as it was.
 *
 * @module
 */
import { assertEquals, assertThrows } from "@std/assert";
import { gunzipSync } from "node:zlib";
import * as tf from "kerasaur";
import { under } from "../support/profile.ts";

interface Calls {
  readonly cases: readonly { readonly name: string; readonly config: Record<string, unknown> }[];
}

const file = new URL("../goldens/models/calls.json.gz", import.meta.url);
const { cases }: Calls = JSON.parse(new TextDecoder().decode(gunzipSync(Deno.readFileSync(file))));

for (const { name, config } of cases) {
  Deno.test(`graphs write calls as Keras does: ${name}`, () => {
    under("keras3", () => {
      const copy = tf.keras.Model.fromConfig(config) as unknown as tf.keras.Model;
      assertEquals(JSON.parse(JSON.stringify(copy.getConfig())), config);
    });
  });
}

Deno.test("training that Keras filled in binds no layer that is read", () => {
  under("keras3", () => {
    const { config } = cases.find(({ name }) => name === "Dropout alone")!;
    const copy = tf.keras.Model.fromConfig(config) as unknown as tf.keras.Model;
    const zeros = (training: boolean) => {
      const outputs = copy(tf.ones([100, 4, 3]), { training });
      return outputs.numpy().data.filter((it) => it === 0).length;
    };
    assertEquals([zeros(false), zeros(true) > 0], [0, true]);
  });
});

Deno.test("Model.fromConfig() says that operations of Keras 3 are not read, whatever their names", () => {
  const at = (name: string) => ({
    class_name: "__keras_tensor__",
    config: { shape: [null, 2], dtype: "float32", keras_history: [name, 0, 0] },
  });
  const config = {
    name: "sum",
    layers: [
      {
        module: "keras.layers",
        class_name: "InputLayer",
        config: { batch_shape: [null, 2], dtype: "float32", name: "x" },
        registered_name: null,
        name: "x",
        inbound_nodes: [],
      },
      {
        module: "keras.src.ops.numpy",
        class_name: "Add",
        config: { name: "add" },
        registered_name: "Add",
        name: "add",
        inbound_nodes: [{ args: [at("x"), 2], kwargs: {} }],
      },
    ],
    input_layers: [["x", 0, 0]],
    output_layers: [["add", 0, 0]],
  };
  assertThrows(
    () => tf.keras.Model.fromConfig(config),
    RangeError,
    "Model.fromConfig: cannot make Add of keras.src.ops.numpy: configurations of Keras 3's own operations are not read yet; use a layer in their place",
  );
});
