/**
 * ONNX Runtime's C interface, called through Deno's FFI. The npm package's binding copies every
 * result into new memory after a run, which for a training step costs as much as the update of the
 * weights, and of each result on a graphics card it keeps a hundred bytes for good; the C interface
 * computes into memory it is given. The library is the package's own, by its
 * path, so that no other version on the system is taken for it; it is loaded with the first graph.
 * Where the program may not call it, sessions go through the binding.
 *
 * @module
 */
import {
  type ForeignFunction,
  mayCallNative,
  type Native,
  native,
  type NativeCall,
  type PointerObject,
  type PointerValue,
} from "../../platform/native.ts";
import type { System } from "../../platform/host_types.ts";
import { host } from "../../platform/host.ts";
import { keepLoaded } from "./keep_loaded.ts";
import { disableTelemetry, packageFile, VERSION } from "../binding/package.ts";

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
  createTensor: {
    index: 48,
    parameters: ["u64", "buffer", "usize", "i32", "buffer"],
    result: "pointer",
  },
  createTensorWithData: {
    index: 49,
    parameters: ["u64", "buffer", "usize", "buffer", "usize", "i32", "buffer"],
    result: "pointer",
  },
  createMemoryInfo: {
    index: 68,
    parameters: ["buffer", "i32", "i32", "i32", "buffer"],
    result: "pointer",
  },
  createCpuMemoryInfo: { index: 69, parameters: ["i32", "i32", "buffer"], result: "pointer" },
  allocatorFree: { index: 76, parameters: ["u64", "u64"], result: "pointer" },
  defaultAllocator: { index: 78, parameters: ["buffer"], result: "pointer" },
  releaseStatus: { index: 93, parameters: ["pointer"], result: "void" },
  releaseSession: { index: 95, parameters: ["u64"], result: "void" },
  releaseValue: { index: 96, parameters: ["u64"], result: "void" },
  releaseSessionOptions: { index: 100, parameters: ["u64"], result: "void" },
  addSessionConfigEntry: {
    index: 130,
    parameters: ["u64", "buffer", "buffer"],
    result: "pointer",
  },
  createAllocator: { index: 131, parameters: ["u64", "u64", "buffer"], result: "pointer" },
  runWithBinding: { index: 133, parameters: ["u64", "u64", "u64"], result: "pointer" },
  createIoBinding: { index: 134, parameters: ["u64", "buffer"], result: "pointer" },
  releaseIoBinding: { index: 135, parameters: ["u64"], result: "void" },
  bindInput: { index: 136, parameters: ["u64", "u64", "u64"], result: "pointer" },
  bindOutput: { index: 137, parameters: ["u64", "u64", "u64"], result: "pointer" },
  bindOutputToDevice: { index: 138, parameters: ["u64", "u64", "u64"], result: "pointer" },
  getBoundOutputValues: {
    index: 140,
    parameters: ["u64", "u64", "buffer", "buffer"],
    result: "pointer",
  },
  clearBoundInputs: { index: 141, parameters: ["u64"], result: "void" },
  clearBoundOutputs: { index: 142, parameters: ["u64"], result: "void" },
  appendExecutionProvider: {
    index: 216,
    parameters: ["u64", "buffer", "buffer", "buffer", "usize"],
    result: "pointer",
  },
  copyTensors: {
    index: 386,
    parameters: ["u64", "buffer", "buffer", "u64", "usize"],
    result: "pointer",
  },
} as const;

/** Version of `OrtApi` that has all of them. */
const API_VERSION = 23;

/** The library's name by operating system; Windows goes through the binding, which was tried there. */
const LIBRARY: Partial<Record<System, string>> = {
  linux: "libonnxruntime.so.1",
  darwin: `libonnxruntime.${VERSION}.dylib`,
};

/** The functions by name. */
export type OrtApi = {
  readonly [Name in keyof typeof FUNCTIONS]: NativeCall<(typeof FUNCTIONS)[Name]>;
};

/** A table of addresses. */
type Table = InstanceType<Native["UnsafePointerView"]>;

/** The function whose address stands at a place of a table. */
function callable(table: Table, index: number, definition: ForeignFunction) {
  const address = table.getPointer(index * 8) as PointerObject<ForeignFunction>;
  const pointer = new (native().UnsafeFnPointer)<ForeignFunction>(address, definition);
  return pointer.call.bind(pointer) as (...values: unknown[]) => unknown;
}

function open(): OrtApi | undefined {
  const library = LIBRARY[host.system];
  if (library === undefined) return undefined;
  // Pointers need the permission for all of FFI; asking for a part of it would only find that out.
  if (!mayCallNative()) return undefined;
  const symbols = { OrtGetApiBase: { parameters: [], result: "pointer" } } as const;
  disableTelemetry();
  const path = packageFile(library);
  const base = native().dlopen(path, symbols).symbols.OrtGetApiBase();
  keepLoaded(path);
  const entry = new (native().UnsafePointerView)(base!);
  const version = callable(entry, 1, { parameters: [], result: "pointer" })() as PointerObject;
  const found = new (native().UnsafePointerView)(version).getCString();
  if (found !== VERSION) {
    throw new Error(`expected ONNX Runtime ${VERSION}, received ${found} from ${library}`);
  }
  const getApi = callable(entry, 0, { parameters: ["u32"], result: "pointer" });
  const table = new (native().UnsafePointerView)(getApi(API_VERSION) as PointerObject);
  const entries = Object.entries(FUNCTIONS).map(([name, { index, ...definition }]) => {
    return [name, callable(table, index, definition)];
  });
  return Object.fromEntries(entries) as unknown as OrtApi;
}

let api: OrtApi | undefined | null = null;

/** Whether the program may call the C interface; loads it. */
export function hasOrtApi(): boolean {
  if (api === null) api = open();
  return api !== undefined;
}

/** The C interface, where {@linkcode hasOrtApi} says that it is there. */
export function ortApi(): OrtApi {
  if (!hasOrtApi()) throw new Error("internal: the C interface was asked for and is not there");
  return api!;
}

/** Throws what a function of the interface reports. */
export function check(status: PointerValue): void {
  if (status === null) return;
  const message = ortApi().getErrorMessage(status);
  const text = new (native().UnsafePointerView)(message!).getCString();
  ortApi().releaseStatus(status);
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
  create: (place: BigUint64Array<ArrayBuffer>) => PointerValue,
): bigint {
  const place = new BigUint64Array(new ArrayBuffer(8));
  check(create(place));
  return place[0]!;
}
