/**
 * Sessions of ONNX Runtime over its C interface: a run reads its inputs where they lie and computes
 * its outputs into arrays it is given, without a copy of either.
 *
 * @module
 */
import { native } from "../../platform/native.ts";
import { identityModel } from "../onnx/onnx_model.ts";
import { check, created, cString, ortApi } from "./ort_api.ts";
import { flushesSubnormals, withoutSubnormals } from "./subnormals.ts";

const LOG_FATAL = 4;
const OPTIMIZE_ALL = 99;

/** What a session can be told. */
export interface OrtSessionOptions {
  /** Threads of one operator; default: one for each processor. */
  threads?: number | undefined;
  /** The provider that computes what it can; default: the processor computes everything. */
  provider?: "WebGPU";
  /** More settings by ONNX Runtime's names. */
  settings?: Readonly<Record<string, string>>;
}

let environment: bigint | undefined;

/** ONNX Runtime, started. */
export function ortEnvironment(): bigint {
  return environment ?? start();
}

/**
 * Starts ONNX Runtime. Its first session decides for good whether subnormal numbers count as zero
 * on this thread, where JavaScript needs them: that one is told nothing.
 */
function start(): bigint {
  environment = created((place) => ortApi().createEnv(LOG_FATAL, cString("kerasaur"), place));
  release(createSession(environment, identityModel("float32"), { threads: 1 }));
  return environment;
}

function createSession(
  environment: bigint,
  model: Uint8Array<ArrayBuffer>,
  { threads, provider, settings = {} }: OrtSessionOptions,
): bigint {
  const api = ortApi();
  const options = created((place) => api.createSessionOptions(place));
  try {
    check(api.setGraphOptimizationLevel(options, OPTIMIZE_ALL));
    if (threads !== undefined) check(api.setIntraOpNumThreads(options, threads));
    if (provider !== undefined) {
      check(api.appendExecutionProvider(options, cString(provider), null, null, 0n));
    }
    for (const [name, value] of Object.entries(settings)) {
      check(api.addSessionConfigEntry(options, cString(name), cString(value)));
    }
    const size = BigInt(model.length);
    return created((place) => api.createSessionFromArray(environment, model, size, options, place));
  } finally {
    api.releaseSessionOptions(options);
  }
}

function release(session: bigint): void {
  ortApi().releaseSession(session);
}

/** Names as C has them, and the list of their addresses. */
function nameList(names: readonly string[]) {
  const strings = names.map(cString);
  const addresses = new BigUint64Array(new ArrayBuffer(8 * Math.max(1, names.length)));
  strings.forEach((it, i) => {
    addresses[i] = BigInt(native().UnsafePointer.value(native().UnsafePointer.of(it)));
  });
  return { strings, addresses };
}

let heap: bigint | undefined;

/** Handles of what a run with a binding gave, one for each output. */
function boundValues(binding: bigint): BigUint64Array<ArrayBuffer> {
  const api = ortApi();
  const allocator = heap ??= created((place) => api.defaultAllocator(place));
  const count = new BigUint64Array(new ArrayBuffer(8));
  const list = created((place) => api.getBoundOutputValues(binding, allocator, place, count));
  const handles = new BigUint64Array(new ArrayBuffer(8 * Number(count[0])));
  new (native().UnsafePointerView)(native().UnsafePointer.create(list)!).copyInto(handles);
  check(api.allocatorFree(allocator, list));
  return handles;
}

/** What has to be freed of a session. */
interface Owned {
  readonly session: bigint;
  binding: bigint | undefined;
}

function free({ session, binding }: Owned): void {
  if (binding !== undefined) ortApi().releaseIoBinding(binding);
  release(session);
}

/** Frees the sessions of functions that nobody can call any more. */
const collected = new FinalizationRegistry<Owned>(free);

/**
 * A compiled model; freed when it is released or collected. Subnormal numbers count as zero in it,
 * unless a provider of a graphics card computes: its driver works on the calling thread too, and
 * would get the processor in a mode that it does not know of.
 */
export class OrtSession {
  readonly #owned: Owned;
  readonly #mode: <T>(compute: () => T) => T;
  readonly #inputs: ReturnType<typeof nameList>;
  readonly #outputs: ReturnType<typeof nameList>;

  /** Compiles a model whose inputs and outputs have these names. */
  constructor(
    model: Uint8Array<ArrayBuffer>,
    inputs: readonly string[],
    outputs: readonly string[],
    options: OrtSessionOptions,
  ) {
    const flushes = options.provider === undefined && flushesSubnormals();
    this.#mode = flushes ? withoutSubnormals : (compute) => compute();
    const session = createSession(ortEnvironment(), model, {
      ...options,
      settings: { "session.set_denormal_as_zero": flushes ? "1" : "0", ...options.settings },
    });
    this.#owned = { session, binding: undefined };
    collected.register(this, this.#owned, this);
    this.#inputs = nameList(inputs);
    this.#outputs = nameList(outputs);
  }

  /** Runs it with the handles of tensors, in the order of the names. */
  run(inputs: BigUint64Array<ArrayBuffer>, outputs: BigUint64Array<ArrayBuffer>): void {
    const [from, to] = [this.#inputs, this.#outputs];
    const status = this.#mode(() =>
      ortApi().run(
        this.#owned.session,
        0n,
        from.addresses,
        inputs,
        BigInt(from.strings.length),
        to.addresses,
        BigInt(to.strings.length),
        outputs,
      )
    );
    check(status);
  }

  /** What allocates memory of its provider's: one of ONNX Runtime's `OrtAllocator`s. */
  allocator(memory: bigint): bigint {
    return created((place) => ortApi().createAllocator(this.#owned.session, memory, place));
  }

  /** Binds the handles of tensors to its inputs and outputs, for good: a run is then a shorter call. */
  bind(inputs: BigUint64Array<ArrayBuffer>, outputs: BigUint64Array<ArrayBuffer>): void {
    const api = ortApi();
    const { session } = this.#owned;
    const binding = this.#owned.binding = created((place) => api.createIoBinding(session, place));
    this.#inputs.strings.forEach((_, i) => {
      check(api.bindInput(binding, this.#inputs.addresses[i]!, inputs[i]!));
    });
    this.#outputs.strings.forEach((_, i) => {
      check(api.bindOutput(binding, this.#outputs.addresses[i]!, outputs[i]!));
    });
  }

  /** Runs it with what was bound. */
  runBound(): void {
    const { session, binding } = this.#owned;
    check(this.#mode(() => ortApi().runWithBinding(session, 0n, binding!)));
  }

  /**
   * Runs it with what stays on a device. Where `outputs` has no handle, 0, the run allocates memory
   * of this kind, and leaves its handle.
   */
  runOnDevice(
    inputs: BigUint64Array<ArrayBuffer>,
    outputs: BigUint64Array<ArrayBuffer>,
    memory: bigint,
  ): void {
    const api = ortApi();
    const { session } = this.#owned;
    const binding = this.#owned.binding ??= created((place) => api.createIoBinding(session, place));
    try {
      this.#inputs.strings.forEach((_, i) => {
        check(api.bindInput(binding, this.#inputs.addresses[i]!, inputs[i]!));
      });
      this.#outputs.strings.forEach((_, i) => {
        const name = this.#outputs.addresses[i]!;
        check(
          outputs[i] === 0n
            ? api.bindOutputToDevice(binding, name, memory)
            : api.bindOutput(binding, name, outputs[i]!),
        );
      });
      check(this.#mode(() => api.runWithBinding(session, 0n, binding)));
      boundValues(binding).forEach((value, i) => {
        if (outputs[i] === 0n) outputs[i] = value;
        else api.releaseValue(value);
      });
    } finally {
      // What is bound would be kept, weights that were replaced among it.
      api.clearBoundInputs(binding);
      api.clearBoundOutputs(binding);
    }
  }

  /** Frees it. */
  release(): void {
    collected.unregister(this);
    free(this.#owned);
  }
}
