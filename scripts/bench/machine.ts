/**
 * The machine a benchmark ran on, as far as it says.
 *
 * @module
 */
import project from "../../deno.json" with { type: "json" };

/** What a report says of the machine. */
export interface Machine {
  readonly model: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
}

/** The machine this runs on. */
export function describeMachine(): Machine {
  return {
    model: modelOfProcessor(),
    cores: navigator.hardwareConcurrency,
    memoryGiB: Math.round(Deno.systemMemoryInfo().total / 2 ** 30),
    system: `${Deno.build.os} ${Deno.osRelease()} ${Deno.build.arch}`,
  };
}

function modelOfProcessor(): string {
  try {
    const text = Deno.readTextFileSync("/proc/cpuinfo");
    return /^model name\s*: (.*)$/m.exec(text)?.[1] ?? "unknown processor";
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return "unknown processor";
    throw error;
  }
}

/** Versions of this library and of what it is built on. */
export function ownVersions(): Record<string, string> {
  const { imports } = project;
  const pinned = (name: keyof typeof imports) => /@([\d.]+)/.exec(imports[name].slice(5))?.[1];
  return {
    kerasaur: project.version,
    "@tensorflow/tfjs": pinned("@tensorflow/tfjs") ?? "unknown",
    "onnxruntime-node": pinned("onnxruntime-node/binding") ?? "unknown",
  };
}
