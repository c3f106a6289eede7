/**
 * Constraints give what Keras's do, with their configurations.
 *
 * @module
 */
import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as tf from "kerasaur";
import { casesOf, made, tensorOf } from "../regularizers/goldens.ts";
import { assertAllClose } from "../support/compare.ts";
import { testOf } from "../support/dtypes.ts";
import { under } from "../support/profile.ts";
import { ACTIVATIONS, boundsOf } from "../support/tolerances.ts";

const { constraints, saving } = tf.keras;
/** Fails unless a value is an instance of a class. */
function assertIsA(value: unknown, Class: abstract new (...args: never[]) => unknown): void {
  assert(value instanceof Class, `${Class.name}: ${value}`);
}

const CLASSES = ["MaxNorm", "MinMaxNorm", "NonNeg", "UnitNorm"] as const;

for (const name of CLASSES) {
  Deno.test(`${name} gives Keras's weights and configurations`, () =>
    under("keras3", () => {
      for (const it of casesOf("constraints").filter((it) => it.class === name)) {
        const { dtype, shape } = it;
        const limit = made(it);
        const result = limit(tensorOf(it.weight, shape, dtype));
        const bounds = boundsOf(ACTIVATIONS, dtype, { largest: 1, terms: 1 }, false);
        const about = `${dtype} ${JSON.stringify(it.options)}`;
        assertAllClose(result, tensorOf(it.result, shape, dtype), bounds, about);
        assertEquals(constraints.serialize(limit) as unknown, it.config);
        const again = constraints.deserialize(it.config as never)!;
        assertEquals(constraints.serialize(again), constraints.serialize(limit));
      }
    }));
}

Deno.test("every constraint has a golden", () => {
  const names = Object.entries(constraints).filter(([, it]) =>
    (it as { prototype?: unknown }).prototype instanceof constraints.Constraint
  );
  assertEquals(
    new Set(names.map(([name]) => name)),
    new Set(casesOf("constraints").map((it) => it.class)),
  );
});

for (const dtype of ["float16", "bfloat16"] as const) {
  testOf(dtype, `norms of ${dtype} are taken where squares fit`, () => {
    const w = tensorOf([768, 1024], [2, 1], dtype);
    const limited = new constraints.MaxNorm(10)(w);
    assertEquals([limited.dtype, limited.toArray()], [dtype, [[6], [8]]]);
  });
}

Deno.test("constraints are got by any name, as a class, a function or a configuration", () => {
  const spelt = {
    MaxNorm: ["max_norm", "maxNorm"],
    MinMaxNorm: ["min_max_norm", "minMaxNorm"],
    NonNeg: ["non_neg", "nonNeg"],
    UnitNorm: ["unit_norm", "unitNorm"],
  };
  for (const name of CLASSES) {
    const Class = constraints[name];
    for (const it of [name, ...spelt[name], Class]) assertIsA(constraints.get(it), Class);
    assertIsA(constraints.get({ class_name: name, config: {} }), Class);
  }
  assertIsA(constraints.get(constraints.nonNeg as never), constraints.NonNeg);
  assertIsA(constraints.minMaxNorm(1, 2), constraints.MinMaxNorm);
  const own = new constraints.UnitNorm();
  const same = (w: tf.Tensor) => w;
  assertStrictEquals(constraints.get(own), own);
  assertStrictEquals(constraints.get(same), same);
  assertEquals(
    [constraints.get(null), constraints.serialize(null), constraints.deserialize(null)],
    [null, null, null],
  );
});

/** A constraint of one's own. */
class Below extends constraints.Constraint {
  readonly most: number;
  constructor({ mostValue = 1 }: { mostValue?: number } = {}) {
    super();
    this.most = mostValue;
  }
  override call(w: tf.Tensor): tf.Tensor {
    return tf.minimum(w, this.most);
  }
  override getConfig() {
    return { most_value: this.most };
  }
}

Deno.test("own constraints are used, written and read", () => {
  const below = new Below({ mostValue: 2 });
  const layer = new tf.keras.layers.Dense(1, {
    kernelInitializer: "ones",
    kernelConstraint: below,
  });
  layer([[1, 2]]);
  assertEquals(layer.kernel!.constraint!(tf.constant([3])).toArray(), [2]);
  const config = under("keras3", () => constraints.serialize(below));
  assertEquals(config, {
    module: null,
    class_name: "Below",
    config: { most_value: 2 },
    registered_name: "Below",
  });
  const read = constraints.deserialize(config, { customObjects: { Below } });
  assertEquals((read as Below).most, 2);
  saving.registerKerasSerializable("constraints_test")(Below);
  assertIsA(constraints.get("constraints_test>Below"), Below);
});

Deno.test("a constraint that overrides nothing leaves the weight", () => {
  const none = new constraints.Constraint();
  assertEquals(none([1, 2]).toArray(), [1, 2]);
  assertEquals(under("keras3", () => constraints.serialize(none)), {
    module: "keras.constraints",
    class_name: "Constraint",
    config: {},
    registered_name: null,
  });
  const w = new tf.Variable([1, 2]);
  const before = none(w);
  w.assign([5, 6]);
  assertEquals(before.toArray(), [1, 2]);
});

Deno.test("constraints are traced, and shown with their options", () => {
  const limit = new constraints.MaxNorm(1, [0, 1]);
  const traced = tf.function((w: tf.Tensor) => limit(w));
  const w = tf.constant([[3, 0], [0, 4]]);
  assertEquals(traced(w).toArray(), limit(w).toArray());
  assertEquals(Deno.inspect(limit), "MaxNorm(max_value=1, axis=[0, 1])");
});

Deno.test("constraints refuse what they cannot use", () => {
  const wrong: [() => unknown, typeof TypeError | typeof RangeError, string][] = [
    [
      () => new constraints.MaxNorm(-1),
      RangeError,
      "MaxNorm: expected maxValue to be a finite number >= 0, received maxValue=-1",
    ],
    [() => new constraints.MaxNorm(1, 0.5), RangeError, "MaxNorm: expected axis"],
    [
      () => new constraints.MinMaxNorm(2, 1),
      RangeError,
      "MinMaxNorm: expected minValue <= maxValue, received minValue=2 and maxValue=1",
    ],
    [() => new constraints.UnitNorm(2)([[1]]), RangeError, "UnitNorm: expected axis"],
    [
      () => new constraints.NonNeg(...[1] as unknown as []),
      TypeError,
      "NonNeg: expected one object of options, received 1",
    ],
    [
      () => constraints.get("positive"),
      RangeError,
      'expected identifier to be a constraint or a known name, received identifier="positive"',
    ],
    [
      () => new constraints.NonNeg()(...[] as unknown as [number]),
      TypeError,
      "NonNeg: expected w, which has no default; it was not given",
    ],
  ];
  for (const [run, kind, text] of wrong) assertThrows(run, kind, text);
});
