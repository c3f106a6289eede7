/**
 * What each namespace holds: the list in `namespaces.json`, so that no name comes or goes unnoticed,
 * and only names that TensorFlow has there, or that are said to be ours.
 *
 *     deno run -A tests/namespaces_test.ts --update    writes the list
 *
 * @module
 */
import { assertEquals, assertStrictEquals } from "@std/assert";
import * as tf from "kerasaur";
import { isDType } from "../lib/arrays/dtypes.ts";
import { isAnswer } from "../lib/errors/answer.ts";
import { camelCase } from "../lib/objects/naming.ts";
import golden from "./goldens/namespaces/tensorflow.json" with { type: "json" };
import pinned from "./namespaces.json" with { type: "json" };

/** Namespaces within namespaces of which there is one here, by their paths. */
const PATHS: readonly string[] = ["", ...Object.keys(golden.names).filter((it) => it !== "")];

/** Names that TensorFlow does not have in a namespace, and why they are there. */
const OURS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "": {
    __version__: "TensorFlow's own, which dir() hides",
    clipByAverageNorm: "tf.compat.v1.clip_by_average_norm",
    charts: "charts for notebooks, which Python draws with matplotlib",
    Callable: "base of classes whose instances are called",
    Complex: "JavaScript has no complex numbers",
    ConcreteFunction: "tf.types.experimental.ConcreteFunction",
    DeviceScope: "what tf.device gives to using",
    NdArray: "np.ndarray",
    np: "NumPy's functions of files",
    py: "Python's texts and containers",
    TracedFunction: "what tf.function gives",
    getPrintOptions: "np.get_printoptions",
    resetPrintOptions: "np.printoptions",
    setPrintOptions: "np.set_printoptions",
  },
  config: {
    Explanation: "what explain gives",
    explain: "what a function's run consists of, as no profile of TensorFlow's tells",
    LocalDevice: "what listLocalDevices gives",
    engineStats: "the engine's counters",
    getDevice: "the device by its own name",
    getDeviceMemory: "the budget of a graphics card",
    getSessionCache: "how many compiled graphs are kept",
    getTextProfile: "whose text is printed",
    listLocalDevices: "tensorflow.python.client.device_lib.list_local_devices",
    setDevice: "the device by its own name",
    setDeviceMemory: "the budget of a graphics card",
    setSessionCache: "how many compiled graphs are kept",
    setTextProfile: "whose text is printed",
    tensorflowLibraryVersion: "which TensorFlow the tensorflow device loaded",
  },
  keras: {
    saving: "keras.saving, which tf.keras hides",
  },
  math: {
    approximateEqual: "tf.compat.v1.math.approximate_equal",
  },
  random: {
    RandomState: "np.random.RandomState",
    getProfile: "whose random numbers are drawn",
    setProfile: "whose random numbers are drawn",
    statelessFoldIn: "tf.random.fold_in under its older name",
    statelessSplit: "tf.random.split under its older name",
  },
};

/** The namespace at a path, if there is one. */
function namespaceAt(path: string): Readonly<Record<string, unknown>> | undefined {
  let found: unknown = tf;
  for (const part of path.split(".").filter((it) => it !== "")) {
    if (!Object.hasOwn(found as object, part)) return undefined;
    found = (found as Record<string, unknown>)[part];
    if (isAnswer(found)) return undefined;
  }
  return found as Record<string, unknown>;
}

/** The names of every namespace there is. */
function names(): Record<string, string[]> {
  return Object.fromEntries(
    PATHS.map((path) => [path, namespaceAt(path)] as const)
      .filter((it): it is [string, Record<string, unknown>] => it[1] !== undefined)
      .map(([path, namespace]) => [
        path,
        Object.keys(namespace).filter((it) => !isAnswer(namespace[it])).sort(),
      ]),
  );
}

if (import.meta.main && Deno.args.includes("--update")) {
  const lines = Object.entries(names()).map(([path, keys]) =>
    `  ${JSON.stringify(path)}: ${JSON.stringify(keys.join(" "))}`
  );
  Deno.writeTextFileSync(
    new URL("./namespaces.json", import.meta.url),
    `{\n${lines.join(",\n")}\n}\n`,
  );
}

Deno.test("namespaces hold what the list says; --update writes it", () => {
  const listed = Object.entries(pinned).map(([path, keys]) => [path, keys.split(" ")]);
  assertEquals(names(), Object.fromEntries(listed));
});

for (const [path, keys] of Object.entries(names())) {
  Deno.test(`tf${path && `.${path}`} holds no name that TensorFlow does not have there`, () => {
    const theirs = (golden.names as Record<string, string[]>)[path]!;
    const known = new Set(theirs.flatMap((name) => [name, camelCase(name)]));
    const ours = new Set(Object.keys(OURS[path] ?? {}));
    assertEquals(keys.filter((name) => !known.has(name) && !ours.has(name)), []);
    assertEquals([...ours].filter((name) => known.has(name) || !keys.includes(name)), [], "ours");
  });

  Deno.test(`tf${path && `.${path}`} holds functions, classes, namespaces and dtypes`, () => {
    for (const [name, value] of Object.entries(namespaceAt(path)!)) {
      const isThing = typeof value === "function" || typeof value === "object" && value !== null;
      const isNumber = typeof value === "number" && /^[A-Z_]+$/.test(name);
      assertEquals(isThing || isDType(value) || isNumber || name === "__version__", true, name);
    }
  });
}

Deno.test("what TensorFlow has under two names is one object here", () => {
  const same: readonly (readonly unknown[])[] = [
    [tf.add, tf.math.add],
    [tf.multiply, tf.math.multiply],
    [tf.sigmoid, tf.math.sigmoid, tf.nn.sigmoid],
    [tf.tanh, tf.math.tanh, tf.nn.tanh],
    [tf.reduceSum, tf.math.reduceSum],
    [tf.argmax, tf.math.argmax],
    [tf.matmul, tf.linalg.matmul],
    [tf.eye, tf.linalg.eye],
    [tf.einsum, tf.linalg.einsum],
    [tf.math.softmax, tf.nn.softmax],
    [tf.nn.silu, tf.nn.swish],
    [tf.keras.Sequential, tf.keras.models.Sequential],
    [tf.keras.Model, tf.keras.models.Model],
  ];
  for (const [first, ...others] of same) {
    for (const other of others) assertStrictEquals(other, first);
  }
});
