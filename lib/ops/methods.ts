/**
 * Methods of tensors and variables: those equal to functions of `tf`, reading, texts, and errors
 * for JavaScript's traps. They are put on the prototypes when the library is imported.
 *
 * @module
 */
import { displayable } from "../display/inspect.ts";
import { NdArray, type NdElement } from "../display/ndarray.ts";
import { plainElements } from "../display/plain_elements.ts";
import { typeNameSymbol } from "../display/protocol.ts";
import { atCaller } from "../errors/caller.ts";
import { KerasTensor } from "../tensor/keras_tensor.ts";
import { Tensor } from "../tensor/tensor.ts";
import { VariableCore } from "../tensor/variable_core.ts";
import { disposeTensor } from "./methods_dispose.ts";
import { FUNCTIONS } from "./methods_functions.ts";
import { installTraps, trapMember } from "./methods_traps.ts";
import {
  DISPLAY,
  type Holder,
  item,
  reprOf,
  tensorOf,
  textOf,
  toArray,
  toNdArray,
  toPrimitive,
} from "./methods_values.ts";
import { at, rows } from "./array/at.ts";
import { transpose } from "./array/transpose.ts";

type Method = (this: Holder, ...args: never[]) => unknown;

/** Methods that read. */
const READING: Readonly<Record<PropertyKey, Method>> = {
  numpy(): unknown {
    return toNdArray(this);
  },
  item(...index: number[]): NdElement {
    return item(this, index);
  },
  toArray(): unknown {
    return toArray(this);
  },
  toJSON(): unknown {
    return plainElements(toArray(this));
  },
  toString(this: Holder): string {
    return textOf(this);
  },
  at(...slices: never[]): Tensor {
    return at(tensorOf(this), ...slices);
  },
  [Symbol.iterator](): Iterator<Tensor> {
    return rows(tensorOf(this));
  },
  [Symbol.toPrimitive](hint: string): string | number | bigint {
    return toPrimitive(this, hint);
  },
};

const DISPOSING: Readonly<Record<PropertyKey, Method>> = {
  dispose(): void {
    disposeTensor(this);
  },
  [Symbol.dispose](): void {
    disposeTensor(this);
  },
};

/** Methods whose errors begin at the line that called them. */
function fromUser(methods: Readonly<Record<PropertyKey, Method>>): Record<PropertyKey, Method> {
  const wrapped: Record<PropertyKey, Method> = {};
  for (const key of Reflect.ownKeys(methods)) {
    const run = methods[key]!;
    const call: Method = function (...args): unknown {
      try {
        return run.apply(this, args);
      } catch (error) {
        throw atCaller(error, call);
      }
    };
    Object.defineProperty(call, "name", { value: typeof key === "string" ? key : run.name });
    wrapped[key] = call;
  }
  return wrapped;
}

function define(prototype: object, methods: Readonly<Record<PropertyKey, unknown>>): void {
  for (const key of Reflect.ownKeys(methods)) {
    // What a class has of its own stays.
    if (Object.hasOwn(prototype, key) && key !== "toString") continue;
    Object.defineProperty(prototype, key, {
      value: methods[key],
      configurable: true,
      writable: true,
    });
  }
}

/**
 * The methods equal to functions, which take the tensor as their first argument.
 *
 * @param self What the function is given for the object it is a method of.
 */
function functionMethods(self: (it: Holder) => unknown): Record<string, Method> {
  const methods: Record<string, Method> = {};
  for (const [name, run] of Object.entries(FUNCTIONS)) {
    const call = run as (...args: unknown[]) => unknown;
    const method: Method = function (...args): unknown {
      try {
        return call(self(this), ...args);
      } catch (error) {
        throw atCaller(error, method);
      }
    };
    methods[name] = Object.defineProperty(method, "name", { value: name });
  }
  return methods;
}

let installed = false;

/** Puts the methods on tensors and variables; a second call does nothing. */
export function installTensorMethods(): void {
  if (installed) return;
  installed = true;
  const methods = functionMethods(tensorOf);
  // A symbolic tensor is handed over as it is, and the function becomes a layer.
  define(KerasTensor.prototype, functionMethods((it) => it));
  const reading = fromUser(READING);
  for (const [prototype, what, type, own] of CLASSES) {
    define(prototype, { ...methods, ...reading, ...DISPOSING, [typeNameSymbol]: type });
    Object.defineProperty(prototype, "T", {
      configurable: true,
      get(this: Holder): Tensor {
        return transpose(tensorOf(this));
      },
    });
    displayable<Holder>(prototype, { ...DISPLAY, repr: reprOf });
    installTraps(prototype, what, [...Object.keys(methods), ...own]);
  }
  for (const [name, cure] of Object.entries(ARRAYS)) {
    trapMember(NdArray.prototype, "NdArray", name, cure);
  }
}

/** What NumPy's arrays do, and what does it here. */
const ARRAYS: Readonly<Record<string, string>> = {
  T: "use tf.transpose(a).numpy()",
  argmax: "use tf.argmax(a, axis)",
  astype: "use tf.cast(a, dtype).numpy()",
  dot: "use tf.matmul(a, b).numpy()",
  flatten: "use a.data, or tf.reshape(a, [-1]).numpy()",
  max: "use tf.reduceMax(a)",
  mean: "use tf.reduceMean(a)",
  min: "use tf.reduceMin(a)",
  ravel: "use a.data, or tf.reshape(a, [-1]).numpy()",
  reshape: "use tf.reshape(a, shape).numpy()",
  round: "use tf.round(a).numpy()",
  std: "use tf.math.reduceStd(a)",
  sum: "use tf.reduceSum(a)",
  tolist: "use a.toArray()",
};

const CLASSES = [
  [Tensor.prototype, "Tensor", "tensorflow.python.framework.ops.EagerTensor", ["toArray"]],
  [
    VariableCore.prototype,
    "Variable",
    "tensorflow.python.ops.resource_variable_ops.ResourceVariable",
    ["toArray", "assignAdd", "assignSub", "readValue"],
  ],
] as const;
