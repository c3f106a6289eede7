/**
 * What the suites of the tensorflow device share: they run where `KERASAUR_REQUIRE_DEVICES` names
 * it, and fail there if it is not to be had.
 *
 * @module
 */
import { openTensorflow, type TensorflowDevice } from "../../lib/devices/tensorflow_device.ts";
import { execute as run } from "../../lib/engine/tensorflow/operations.ts";
import type { OperationAttribute } from "../../lib/engine/tensorflow/addon.ts";
import { device } from "../../lib/devices/scope.ts";
import { REQUIRED } from "../support/backends.ts";

/** Whether the suites run. */
export const IS_REQUIRED = REQUIRED.includes("tensorflow");

/** Registers a test that runs with the tensorflow device in use, where that is required. */
export function onDevice(name: string, test: (device: TensorflowDevice) => void): void {
  Deno.test({
    name: `tensorflow: ${name}`,
    ignore: !IS_REQUIRED,
    fn: () => device("tensorflow", () => test(openTensorflow())),
  });
}

/** Values of an attribute of an operation, by the kinds the binding knows. */
export type Attribute = { type: "int" | "float" | "bool" | "type"; value: number | boolean };

/** A host array as TensorFlow's input. */
export interface Input {
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32" | "int64";
  readonly values: Float32Array | Int32Array;
}

/** A list of whole numbers. */
export const ints = (values: readonly number[]): Input => ({
  shape: [values.length],
  dtype: "int32",
  values: Int32Array.from(values),
});

/** 64-bit whole numbers, as pairs of 32-bit words. */
export const longs = (values: readonly bigint[]): Input => ({
  shape: [values.length],
  dtype: "int64",
  values: new Int32Array(BigInt64Array.from(values).buffer),
});

/** A number. */
export const scalar = (value: number, dtype: "float32" | "int32" = "float32"): Input => ({
  shape: [],
  dtype,
  values: dtype === "float32" ? Float32Array.of(value) : Int32Array.of(value),
});

/** Runs one of TensorFlow's own operations by its name, in this process. */
export function execute(
  { binding }: TensorflowDevice,
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  inputs: readonly Input[],
): Float32Array | Int32Array {
  const types = {
    float32: binding.TF_FLOAT,
    int32: binding.TF_INT32,
    int64: binding.TF_INT64,
  };
  const kinds = {
    int: binding.TF_ATTR_INT,
    float: binding.TF_ATTR_FLOAT,
    bool: binding.TF_ATTR_BOOL,
    type: binding.TF_ATTR_TYPE,
  };
  const ids = inputs.map(({ shape, dtype, values }) =>
    binding.createTensor(shape, types[dtype], values)
  );
  const list = Object.entries(attributes).map(([key, { type, value }]): OperationAttribute => ({
    name: key,
    type: kinds[type],
    value,
  }));
  const [output] = run(binding, name, list, ids, 1);
  try {
    return binding.tensorDataSync(output!.id).slice() as Float32Array | Int32Array;
  } finally {
    for (const id of [...ids, output!.id]) binding.deleteTensor(id);
  }
}
