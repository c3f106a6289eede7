/**
 * How many cores the machine has for this program. ONNX Runtime finds out by itself where it knows the
 * processor's maker; where it does not, as on some virtual machines, it takes half of what there is.
 *
 * @module
 */
import { host } from "./host.ts";
import { readSystem } from "./system_file.ts";

/** Where Linux lists its processors. */
const PROCESSORS = "/proc/cpuinfo";

let known: { readonly cores: number | undefined } | undefined;

/** Cores, of which each may be two processors; `undefined` where that is not known. */
export function processorCores(): number | undefined {
  known ??= { cores: count() };
  return known.cores;
}

function count(): number | undefined {
  if (host.system !== "linux") return undefined;
  const text = readSystem(PROCESSORS, host.files.readText);
  return text === undefined ? undefined : coresOf(text, host.processors);
}

/**
 * The cores that a list of processors names.
 *
 * @param text What `/proc/cpuinfo` holds.
 * @param most How many processors the program may use.
 */
export function coresOf(text: string, most: number): number | undefined {
  const cores = text.split(/\n\s*\n/).map((processor) => {
    const field = (name: string) => new RegExp(`^${name}\\s*:\\s*(\\d+)`, "m").exec(processor)?.[1];
    const [socket, core] = [field("physical id"), field("core id")];
    return core === undefined ? undefined : `${socket ?? 0}/${core}`;
  }).filter((core) => core !== undefined);
  return cores.length === 0 ? undefined : Math.min(new Set(cores).size, most);
}
