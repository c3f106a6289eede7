/**
 * libjpeg (mozjpeg's), compiled to WebAssembly by the npm package @jsquash/jpeg, behind two plain
 * functions. An instance that has ended with an error, or has grown large, is not used again.
 *
 * @module
 */
// deno-lint-ignore-file no-import-prefix -- programs in other folders lack this library's names
import { nodeModule } from "../../platform/node.ts";

/** What the encoder is told; the package has more. */
export interface EncoderOptions {
  readonly quality: number;
  readonly progressive: boolean;
  /** 1 gray, 3 brightness and colors. */
  readonly color_space: 1 | 3;
  /** Pixels for one of color, along each side. */
  readonly chroma_subsample: 1 | 2;
}

/** The encoder's other options: quantization as the standard has it, and a file of any reader. */
const PLAIN = {
  baseline: false,
  arithmetic: false,
  optimize_coding: true,
  smoothing: 0,
  quant_table: 0,
  trellis_multipass: false,
  trellis_opt_zero: false,
  trellis_opt_table: false,
  trellis_loops: 1,
  auto_subsample: false,
  separate_chroma_quality: false,
  chroma_quality: 75,
};

/** What the package's modules export, once they are there. */
interface Codec {
  decode(file: Uint8Array, isTurned: boolean): { readonly data: Uint8ClampedArray };
  encode(pixels: Uint8Array, width: number, height: number, options: object): Uint8Array;
  readonly HEAPU8: Uint8Array;
}

/** Makes an instance out of settings, which become the instance. */
type Factory = (settings: object) => unknown;

/** An instance, and what it has said. */
interface Running {
  readonly codec: Codec;
  readonly said: string[];
}

const DECODER = "npm:@jsquash/jpeg@1.6.0/codec/dec/mozjpeg_dec.js";
const ENCODER = "npm:@jsquash/jpeg@1.6.0/codec/enc/mozjpeg_enc.js";

/** Memory that an instance may keep. */
const MOST_KEPT = 2 ** 28;

/** Names that the package sets for programs in browsers, where they are not there. */
const GLOBALS = ["ImageData", "location"] as const;

/**
 * Never called: Deno fetches with a program the packages that it imports somewhere.
 *
 * @returns The package's modules.
 */
export function fetched(): Promise<unknown>[] {
  return [
    import("npm:@jsquash/jpeg@1.6.0/codec/dec/mozjpeg_dec.js"),
    import("npm:@jsquash/jpeg@1.6.0/codec/enc/mozjpeg_enc.js"),
  ];
}

/** The places of the package's modules; each is resolved where a bundler sees its name. */
function entryOf(kind: "dec" | "enc"): string {
  return kind === "dec"
    ? import.meta.resolve("npm:@jsquash/jpeg@1.6.0/codec/dec/mozjpeg_dec.js")
    : import.meta.resolve("npm:@jsquash/jpeg@1.6.0/codec/enc/mozjpeg_enc.js");
}

/** What the decoder makes of pixels where the runtime has no class for that, as Node. */
class PlainImage {
  readonly data: Uint8ClampedArray;
  constructor(data: Uint8ClampedArray) {
    this.data = data;
  }
}

/** Runs the package's code and takes back what that sets for all of the program. */
function withoutTraces<T>(run: () => T): T {
  const before = GLOBALS.map((name) => Object.getOwnPropertyDescriptor(globalThis, name));
  try {
    if (before[0] === undefined) Reflect.set(globalThis, GLOBALS[0], PlainImage);
    return run();
  } finally {
    GLOBALS.forEach((name, i) => {
      const descriptor = before[i];
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    });
  }
}

/** What is loaded of the package, by kind. */
const loaded = new Map<
  string,
  { readonly factory: Factory; readonly module: WebAssembly.Module }
>();

function load(kind: "dec" | "enc") {
  let it = loaded.get(kind);
  if (it === undefined) {
    const entry = entryOf(kind);
    const require = nodeModule("module").createRequire(entry);
    const path = nodeModule("url").fileURLToPath(entry);
    const bytes = nodeModule("fs").readFileSync(path.replace(/\.js$/, ".wasm"));
    const { default: factory } = require(path) as { readonly default: Factory };
    loaded.set(kind, it = { factory, module: new WebAssembly.Module(new Uint8Array(bytes)) });
  }
  return it;
}

const running = new Map<string, Running>();

function start(kind: "dec" | "enc"): Running {
  const said: string[] = [];
  const codec = withoutTraces(() => {
    const { factory, module } = load(kind);
    const settings = {
      noInitialRun: true,
      instantiateWasm(imports: WebAssembly.Imports, done: (it: WebAssembly.Instance) => void) {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
      print: (text: string) => said.push(text),
      printErr: (text: string) => said.push(text),
    };
    const promise = factory(settings);
    // It is settled already, or the instance is not used: nobody waits for it.
    if (promise instanceof Promise) promise.catch(() => undefined);
    return settings as unknown as Codec;
  });
  return { codec, said };
}

/** Runs with an instance, which is kept for the next call if that is wise. */
function use<T>(kind: "dec" | "enc", run: (codec: Codec) => T): { result?: T; said: string[] } {
  const it = running.get(kind) ?? start(kind);
  running.delete(kind);
  it.said.length = 0;
  let result: T | undefined;
  try {
    // Changing globals takes longer than a small image.
    const isPlain = GLOBALS[0] in globalThis;
    result = isPlain ? run(it.codec) : withoutTraces(() => run(it.codec));
  } catch (error) {
    // That is no file's fault.
    if (error instanceof TypeError || error instanceof ReferenceError) throw error;
    // The codec ends its program where it finds an error, and says why before.
    if (it.said.length === 0) it.said.push(error instanceof Error ? error.message : "no reason");
  }
  if (result === undefined || result === null) return { said: it.said };
  if (it.codec.HEAPU8.length <= MOST_KEPT) running.set(kind, it);
  return { result, said: it.said };
}

/**
 * The pixels of a file, of red, green, blue and alpha each, with what the decoder said; without
 * pixels where it gave up.
 */
export function decode(file: Uint8Array): {
  readonly pixels: Uint8ClampedArray | undefined;
  readonly said: readonly string[];
} {
  const { result, said } = use("dec", (codec) => codec.decode(file, false));
  return { pixels: result?.data, said: [...said] };
}

/**
 * A file of pixels of red, green, blue and alpha.
 *
 * @throws {Error} where the encoder gives up.
 */
export function encode(
  pixels: Uint8Array,
  width: number,
  height: number,
  options: EncoderOptions,
): Uint8Array {
  const { result, said } = use(
    "enc",
    // What the encoder returns lies in its memory.
    (codec) => codec.encode(pixels, width, height, { ...PLAIN, ...options }).slice(),
  );
  if (result !== undefined) return result;
  throw new Error(`internal: ${ENCODER} gave up: ${said.join("; ")}`);
}

/** The decoder's name, for messages. */
export const DECODER_NAME = DECODER;
