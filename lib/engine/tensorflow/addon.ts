/**
 * The addon through which TensorFlow's kernels are called, one operation at a time.
 *
 * @module
 */
import { nodeModule } from "../../platform/node.ts";

/** What the addon's `executeOp` gives for each output. */
export interface TensorMetadata {
  readonly id: number;
  readonly shape: number[];
  readonly dtype: number;
}

/** An attribute of a TensorFlow operation. */
export interface OperationAttribute {
  readonly name: string;
  /** One of the binding's `TF_ATTR_*`. */
  readonly type: number;
  readonly value: boolean | number | string | readonly number[] | null;
}

/** Arrays that the addon makes tensors of: for int64, an `Int32Array` over the same bytes. */
export type AddonInput = Float32Array | Int32Array | Uint8Array;

/** The addon. */
export interface Binding {
  /** Runs any TensorFlow operation by its name on tensors by their ids. */
  executeOp(
    name: string,
    attributes: readonly OperationAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[];
  /** Makes a tensor that shares the memory of `values` where TensorFlow computes on the host. */
  createTensor(shape: readonly number[], dtype: number, values: AddonInput): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array | BigInt64Array;
  isUsingGpuDevice(): boolean;
  getNumOfTensors(): number;
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_STRING: number;
}

/** The library an addon misses, out of the loader's message. */
function missingLibrary(message: string): string | undefined {
  return /([^\s:]+): cannot open shared object file/.exec(message)?.[1] ??
    /Library not loaded: (\S+)/.exec(message)?.[1];
}

/**
 * Loads an addon.
 *
 * @throws {Error} if it does not load; names the library that is missing, if one is.
 */
export function loadAddon(path: string): Binding {
  try {
    return nodeModule("module").createRequire(path)(path) as Binding;
  } catch (error) {
    const { message } = error as Error;
    const library = missingLibrary(message);
    throw new Error(
      library === undefined
        ? `its addon ${path} does not load: ${message}`
        : `its addon ${path} does not load: the library ${library} is missing`,
    );
  }
}
