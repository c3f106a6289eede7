/**
 * Initializers in the configurations of Keras 3, through the one registry.
 *
 * @module
 */
import { assert, assertEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { under } from "../support/profile.ts";

const { initializers, saving } = tf.keras;

/** An initializer of one's own. */
class Steps extends initializers.Initializer {
  readonly size: number;
  constructor({ stepSize = 1 }: { stepSize?: number } = {}) {
    super();
    this.size = stepSize;
  }
  override call(shape: readonly number[]): tf.Tensor {
    const count = shape.reduce((product, it) => product * it, 1);
    return tf.reshape(tf.multiply(tf.cast(tf.range(count), "float32"), this.size), shape);
  }
  override getConfig() {
    return { step_size: this.size };
  }
}

Deno.test("own initializers are written and read as in Keras 3", () =>
  under("keras3", () => {
    const steps = new Steps({ stepSize: 2 });
    const config = initializers.serialize(steps);
    assertEquals(config, {
      module: null,
      class_name: "Steps",
      config: { step_size: 2 },
      registered_name: "Steps",
    });
    const read = initializers.deserialize(config, { customObjects: { Steps } });
    assertEquals(read([3]).toArray(), [0, 2, 4]);
    assertThrows(() => initializers.deserialize(config), RangeError, "a known name");
    const scope = new saving.CustomObjectScope({ Steps });
    assertEquals(scope.run(() => initializers.get("Steps"))([2]).toArray(), [0, 1]);
    saving.registerKerasSerializable("initializers_test")(Steps);
    const registered = initializers.serialize(steps);
    assertEquals(
      (registered as { registered_name: string }).registered_name,
      "initializers_test>Steps",
    );
    assertEquals(initializers.get(registered)([2]).toArray(), [0, 2]);
  }));

Deno.test("functions in the place of initializers are written by their name", () => {
  const halves = (shape: readonly number[]) => tf.fill(shape, 0.5);
  const initializer = initializers.get(halves);
  const config = under("keras3", () => initializers.serialize(initializer));
  assertEquals(config, {
    module: "builtins",
    class_name: "function",
    config: "halves",
    registered_name: "function",
  });
  const customObjects = { halves };
  assertEquals(initializers.deserialize(config, { customObjects })([2]).toArray(), [0.5, 0.5]);
  assertEquals(initializers.serialize(initializer), "halves");
  assertEquals(initializers.deserialize("halves", { customObjects })([1]).toArray(), [0.5]);
});

Deno.test("seeds of any size, generators and axes survive a configuration of Keras 3", () =>
  under("keras3", () => {
    const { HeNormal, VarianceScaling } = initializers;
    const generator = new tf.keras.random.SeedGenerator(3, "drawn");
    assertEquals(initializers.serialize(new HeNormal(generator)), {
      module: "keras.initializers",
      class_name: "HeNormal",
      config: {
        seed: {
          module: "keras.random",
          class_name: "SeedGenerator",
          config: { seed: 3, name: "drawn" },
          registered_name: null,
        },
        input_axes: null,
        output_axes: null,
      },
      registered_name: null,
    });
    const all = [
      new HeNormal(2n ** 60n + 1n),
      new HeNormal({ seed: 4, inputAxes: [0], outputAxes: [1] }),
      new VarianceScaling({ scale: 3, mode: "fan_out", distribution: "uniform", seed: 5 }),
      new initializers.Identity(2),
    ];
    for (const it of all) {
      const copy = initializers.deserialize(initializers.serialize(it));
      assertEquals(copy([2, 3]).toArray(), it([2, 3]).toArray());
      assertEquals(copy.getConfig(), it.getConfig());
    }
  }));

Deno.test("Constant reads the arrays that Keras writes", () => {
  for (const name of ["__numpy__", "__tensor__"]) {
    const value = { class_name: name, config: { value: [1, 2], dtype: "float64" } };
    const constant = initializers.deserialize({ class_name: "Constant", config: { value } });
    assertEquals(constant([2], "float64").toArray(), [1, 2]);
  }
});

Deno.test("layers name the option with which an initializer is wrong", () => {
  const { Dense } = tf.keras.layers;
  assertThrows(
    () => new Dense(1, { biasInitializer: "zerros" as never }),
    RangeError,
    'Dense: expected biasInitializer to be an initializer or a known name, received biasInitializer="zerros"; did you mean "zeros"?',
  );
  assertThrows(
    () => new Dense(1, { kernelInitializer: Map as never })([[1]]),
    TypeError,
  );
  const layer = new Dense(1, { kernelInitializer: "he_normal" });
  const config = under("keras3", () => layer.getConfig());
  assert(initializers.get(config["kernel_initializer"] as never) instanceof initializers.HeNormal);
});
