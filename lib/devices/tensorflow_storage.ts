/**
 * Where the tensorflow device keeps its tensors: what JavaScript forgets without disposing of it is
 * deleted in TensorFlow too, and JavaScript is made to look for what it forgot when much is held,
 * as it does not see the memory that TensorFlow holds.
 *
 * @module
 */
import v8 from "node:v8";
import vm from "node:vm";
import * as tfjs from "@tensorflow/tfjs";
import type { NodeBackend, TensorData } from "./tensorflow_package.ts";

/** Bytes held before JavaScript looks for the first time; later, twice what was left. */
const FIRST_LOOK = 2 ** 29;

/** Bytes of an element; complex numbers and strings are few. */
const ELEMENT = 4;

/** Makes JavaScript look for what it forgot; `undefined` where it cannot be made to. */
function findCollector(): (() => void) | undefined {
  try {
    v8.setFlagsFromString("--expose-gc");
    const collect: unknown = vm.runInNewContext("gc");
    return typeof collect === "function" ? () => collect() : undefined;
  } catch {
    return undefined;
  }
}

const bytesOf = ({ shape }: TensorData) => shape.reduce((product, dim) => product * dim, ELEMENT);

/** The package's storage, with its memory given back. */
export class TensorflowStorage extends tfjs.DataStorage<TensorData> {
  readonly #registry: FinalizationRegistry<TensorData>;
  #collect: (() => void) | undefined;
  #held = 0;
  #limit = FIRST_LOOK;

  /** Makes an empty storage. */
  constructor(backend: NodeBackend) {
    super(backend, tfjs.engine());
    this.#registry = new FinalizationRegistry((data) => {
      this.#held -= bytesOf(data);
      this.#limit = Math.max(FIRST_LOOK, 2 * this.#held);
      if (data.id >= 0) backend.binding.deleteTensor(data.id);
    });
  }

  /** Keeps a tensor's data. */
  override set(dataId: object, data: TensorData): void {
    this.#registry.register(dataId, data, dataId);
    super.set(dataId, data);
    this.#held += bytesOf(data);
    if (this.#held < this.#limit) return;
    this.#limit = 2 * this.#held;
    this.#collect ??= findCollector();
    this.#collect?.();
  }

  /** Lets go of a tensor's data, which the backend deleted. */
  override delete(dataId: object): boolean {
    this.#registry.unregister(dataId);
    if (this.has(dataId)) this.#held -= bytesOf(this.get(dataId));
    return super.delete(dataId);
  }
}
