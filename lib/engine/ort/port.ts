/**
 * How the inputs and outputs of a session come from arrays and get there. Arrays that come again are
 * read and written where they lie. Of others only large ones are; smaller ones are copied to and from
 * arrays that belong to the session, which costs less than describing them to it.
 *
 * @module
 */
import { copyStorage } from "../../arrays/dtypes.ts";
import { ArenaBuffer } from "../memory/arena_buffer.ts";
import { hostBuffers, newArray, SMALLEST } from "../host_buffers.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import type { Held, Value } from "../plan/graph_types.ts";
import { byteLength } from "../plan/value.ts";
import {
  checkLength,
  createHandle,
  type Described,
  keptHandle,
  ownedHandle,
  releaseOwned,
} from "./ort_tensors.ts";

/** An array of a session with its handle. */
interface Own {
  readonly array: HostData;
  readonly handle: bigint;
}

/** Bytes from which an array is never copied. */
const LARGE = 65_536;

/** An input or output of a session. */
export class Port {
  readonly bytes: number;
  /** Whether values are always copied, so that the handle never changes. */
  readonly isFixed: boolean;
  readonly #described: Described;
  #own: Own | undefined;

  /** Makes it for a value of a plan. */
  constructor({ type, shape }: Value) {
    this.#described = { type, shape };
    this.bytes = byteLength(this.#described);
    this.isFixed = this.bytes < SMALLEST;
  }

  /** The handle of an input; one that is for this run alone goes to `once` as well. */
  source(value: Held, once: bigint[]): bigint {
    const { resident } = value;
    if (resident instanceof ArenaBuffer && resident.address !== undefined) {
      return resident.handleAs(this.#described.shape);
    }
    const host = hostOf(value, this.bytes);
    const kept = this.isFixed ? undefined : keptHandle(host, this.#described);
    if (kept !== undefined) return kept;
    if (this.bytes >= LARGE) return oneRun(host, this.#described, once);
    this.#ownOf().array.set(host as never);
    return this.#ownOf().handle;
  }

  /** The handle of an output, and the array it will be in, if that is not the session's own. */
  target(value: Held, once: bigint[]): { handle: bigint; array?: HostData } {
    const used = this.isFixed ? undefined : hostBuffers.reuse(value.type, this.bytes);
    if (used) return { handle: keptHandle(used, value) ?? oneRun(used, value, once), array: used };
    if (this.bytes < LARGE) return { handle: this.#ownOf().handle };
    const array = newArray(value.type, this.bytes);
    return { handle: oneRun(array, value, once), array };
  }

  /** The handle of the session's own array. */
  get fixed(): bigint {
    return this.#ownOf().handle;
  }

  /** Copies a value to the session's own array. */
  put(value: Held): void {
    this.#ownOf().array.set(hostOf(value, this.bytes) as never);
  }

  /** A copy of what a run left in the session's own array. */
  copy(): HostData {
    return copyStorage(this.#ownOf().array);
  }

  /** Frees the session's own array. */
  release(): void {
    if (this.#own) releaseOwned(this, this.#own.handle);
  }

  /** The session's own array, made when it is first needed. */
  #ownOf(): Own {
    if (this.#own) return this.#own;
    const array = newArray(this.#described.type, this.bytes);
    return this.#own = { array, handle: ownedHandle(this, array, this.#described) };
  }
}

/** A handle for one run. */
function oneRun(array: HostData, value: Described, once: bigint[]): bigint {
  const handle = createHandle(array, value);
  once.push(handle);
  return handle;
}

/**
 * The array of a value, wherever that lies.
 *
 * @throws {TypeError} if it does not have `bytes` bytes any more.
 */
export function hostOf(value: Held, bytes: number): HostData {
  const host = value.host ??= value.resident!.read();
  if (host.byteLength !== bytes) checkLength(host, value);
  return host;
}

/** A list of handles for C. */
export function handleList({ length }: readonly unknown[]): BigUint64Array<ArrayBuffer> {
  return new BigUint64Array(new ArrayBuffer(8 * Math.max(1, length)));
}
