/**
 * Activations by name, as functions and from configurations, and back.
 *
 * @module
 */
import { assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { toSnakeCase } from "../../lib/objects/naming.ts";
import { under } from "../support/profile.ts";

const { activations, saving } = tf.keras;
type Activation = (x: tf.Tensor) => tf.Tensor;

const FUNCTIONS = Object.entries(activations).filter(([name]) =>
  !["get", "serialize", "deserialize"].includes(name)
) as unknown as [string, Activation][];

for (const [name, run] of FUNCTIONS) {
  Deno.test(`${name} is found by its names, and written under Keras's own`, () => {
    const python = toSnakeCase(name);
    for (const it of [name, python, run]) assertStrictEquals(activations.get(it), run);
    const written = activations.serialize(run);
    const own = { swish: "silu", hard_swish: "hard_silu" }[python] ?? python;
    assertEquals(written, own);
    assertStrictEquals(activations.deserialize(written), run);
  });
}

Deno.test("no activation is the linear one", () => {
  assertStrictEquals(activations.get(null), activations.linear);
  assertStrictEquals(activations.deserialize(null), activations.linear);
});

Deno.test("own functions are written and found as in Keras 3", () => {
  const double: Activation = (x) => tf.multiply(x, 2);
  const triple: Activation = (x) => tf.multiply(x, 3);
  saving.registerKerasSerializable("activations_test")(triple);
  under("keras3", () => {
    assertEquals(activations.serialize(double), {
      module: "builtins",
      class_name: "function",
      config: "double",
      registered_name: "function",
    });
    const written = activations.serialize(triple);
    assertEquals(written, {
      module: "builtins",
      class_name: "function",
      config: "activations_test>triple",
      registered_name: "function",
    });
    assertStrictEquals(activations.deserialize(written), triple);
    const customObjects = { double };
    assertStrictEquals(
      activations.deserialize(activations.serialize(double), { customObjects }),
      double,
    );
    assertStrictEquals(activations.deserialize("double", { customObjects }), double);
    const scope = new saving.CustomObjectScope({ double });
    assertStrictEquals(scope.run(() => activations.get("double")), double);
    assertThrows(() => activations.get("double"), RangeError, 'received identifier="double"');
  });
  under("tf2.0", () => {
    assertEquals(activations.serialize(triple), "activations_test>triple");
    assertStrictEquals(activations.deserialize("activations_test>triple"), triple);
  });
});

Deno.test("Keras's own functions are found from configurations of functions", () => {
  const config = {
    module: "builtins",
    class_name: "function",
    config: "relu",
    registered_name: "function",
  };
  assertStrictEquals(activations.get(config), activations.relu);
  assertStrictEquals(saving.deserializeKerasObject(config), activations.relu);
});

Deno.test("activations refuse what is none", () => {
  assertThrows(
    () => activations.get("relo"),
    RangeError,
    'tf.keras.activations.get: expected identifier to be an activation or a known name, received identifier="relo"; did you mean "relu"?',
  );
  assertThrows(
    () => activations.get(3 as never),
    TypeError,
    "tf.keras.activations.get: expected identifier to be an activation, a name, a configuration or null, received identifier=3",
  );
  assertThrows(
    () => activations.serialize((() => (x: tf.Tensor) => x)()),
    TypeError,
    "expected a function with a name",
  );
});
