/**
 * ONNX Runtime's C interface, called through Deno's FFI. The npm package's binding copies every
 * result into new memory after a run, which for a training step costs as much as the update of the
 * weights; the C interface computes into arrays it is given. The library is the one the binding has
 * loaded; where it is not found under its name (this was tried on Linux), or the program may not
 * call it, sessions go through the binding.
 *
 * @module
 */
import "onnxruntime-node/binding";

/** Where each function stands in `OrtApi`, which only ever grows at its end, and what it takes. */
const FUNCTIONS = {
  getErrorMessage: { index: 2, parameters: ["pointer"], result: "pointer" },
  createEnv: { index: 3, parameters: ["i32", "buffer", "buffer"], result: "pointer" },
  createSessionFromArray: {
    index: 8,
    parameters: ["u64", "buffer", "usize", "u64", "buffer"],
    result: "pointer",
  },
  run: {
    index: 9,
    parameters: ["u64", "u64", "buffer", "buffer", "usize", "buffer", "usize", "buffer"],
    result: "pointer",
  },
  createSessionOptions: { index: 10, parameters: ["buffer"], result: "pointer" },
  setGraphOptimizationLevel: { index: 23, parameters: ["u64", "i32"], result: "pointer" },
  setIntraOpNumThreads: { index: 24, parameters: ["u64", "i32"], result: "pointer" },
  createTensorWithData: {
    index: 49,
    parameters: ["u64", "buffer", "usize", "buffer", "usize", "i32", "buffer"],
    result: "pointer",
  },
  createCpuMemoryInfo: { index: 69, parameters: ["i32", "i32", "buffer"], result: "pointer" },
  releaseStatus: { index: 93, parameters: ["pointer"], result: "void" },
  releaseSession: { index: 95, parameters: ["u64"], result: "void" },
  releaseValue: { index: 96, parameters: ["u64"], result: "void" },
  releaseSessionOptions: { index: 100, parameters: ["u64"], result: "void" },
  addSessionConfigEntry: {
    index: 130,
    parameters: ["u64", "buffer", "buffer"],
    result: "pointer",
  },
} as const;

/** Version of `OrtApi` that has all of them. */
const API_VERSION = 17;

/**
 * Names under which systems know the library that the binding has loaded. Not Windows: it has an
 * `onnxruntime.dll` of its own.
 */
const LIBRARY: Partial<Record<typeof Deno.build.os, string>> = {
  linux: "libonnxruntime.so.1",
  darwin: "@rpath/libonnxruntime.1.30.0.dylib",
};

/** The functions by name. */
export type OrtApi = {
  readonly [Name in keyof typeof FUNCTIONS]: Deno.UnsafeFnPointer<
    (typeof FUNCTIONS)[Name]
  >["call"];
};

/** The function whose address stands at a place of a table. */
function callable(table: Deno.UnsafePointerView, index: number, definition: Deno.ForeignFunction) {
  const address = table.getPointer(index * 8) as Deno.PointerObject<Deno.ForeignFunction>;
  const pointer = new Deno.UnsafeFnPointer<Deno.ForeignFunction>(address, definition);
  return (...values: unknown[]) => pointer.call(...values as Parameters<typeof pointer.call>);
}

function open(): OrtApi | undefined {
  const path = LIBRARY[Deno.build.os];
  if (path === undefined) return undefined;
  // Pointers need the permission for all of FFI; asking for a part of it would only find that out.
  if (Deno.permissions.querySync({ name: "ffi" }).state !== "granted") return undefined;
  let base: Deno.PointerObject | null;
  try {
    const symbols = { OrtGetApiBase: { parameters: [], result: "pointer" } } as const;
    base = Deno.dlopen(path, symbols).symbols.OrtGetApiBase();
  } catch {
    return undefined;
  }
  const getApi = callable(new Deno.UnsafePointerView(base!), 0, {
    parameters: ["u32"],
    result: "pointer",
  });
  const api = getApi(API_VERSION) as Deno.PointerValue;
  if (api === null) return undefined;
  const table = new Deno.UnsafePointerView(api);
  const entries = Object.entries(FUNCTIONS).map(([name, { index, ...definition }]) => {
    return [name, callable(table, index, definition)];
  });
  return Object.fromEntries(entries) as unknown as OrtApi;
}

/** The C interface; `undefined` where sessions go through the binding. */
export const ortApi: OrtApi | undefined = open();

/** Throws what a function of the interface reports. */
export function check(status: Deno.PointerValue): void {
  if (status === null) return;
  const message = ortApi!.getErrorMessage(status);
  const text = new Deno.UnsafePointerView(message!).getCString();
  ortApi!.releaseStatus(status);
  throw new Error(text);
}

/** A string as C has it, in memory that stays where it is. */
export function cString(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new TextEncoder().encode(text);
  const string = new Uint8Array(new ArrayBuffer(bytes.length + 1));
  string.set(bytes);
  return string;
}

/** What one of the `create` functions makes: the handle it writes into the place it is given. */
export function created(
  create: (place: BigUint64Array<ArrayBuffer>) => Deno.PointerValue,
): bigint {
  const place = new BigUint64Array(new ArrayBuffer(8));
  check(create(place));
  return place[0]!;
}
