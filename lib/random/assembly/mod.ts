/**
 * What the WebAssembly module exports (AssemblyScript); `scripts/build_random_wasm.ts` compiles
 * it into `../wasm_module.ts`.
 */
import { boxMuller } from "./box_muller";

export { fillNormal, fillTruncated } from "./normal";
export { setStream } from "./philox";
export { fillIntegers, fillUniform, fillWords } from "./uniform";

/** Box and Muller's transform of given words, for the test of every argument. */
export function transform(at: usize): void {
  boxMuller(at);
}
