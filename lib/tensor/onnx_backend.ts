/**
 * Devices of ONNX Runtime: programs whose steps are its sessions.
 *
 * @module
 */
import type { Executable, Held, Provider } from "../engine/plan/graph_types.ts";
import type { HostData as EngineData } from "../engine/onnx/onnx_types.ts";
import type { Backend } from "./backend.ts";
import { lowerSegment, planType } from "./onnx_segment.ts";
import { compileProgram, hostOf, type PlacedStep } from "./program.ts";
import { ProgramCache } from "./program_cache.ts";
import type { Tensor } from "./tensor.ts";

/** A device whose programs a provider compiles. */
export function onnxBackend(provider: Provider): Backend {
  const backend: Backend = {
    name: provider.name,
    programs: new ProgramCache(),
    compile: (outline) =>
      compileProgram(outline, backend, (part): PlacedStep[] => {
        const outputs = part.outputs.filter(({ size }) => size > 0);
        if (outputs.length === 0) return [];
        const { plan, inputs } = lowerSegment({ ...part, outputs }, provider.lacks);
        const executable = provider.compile(plan);
        const run = [...inputs, ...outputs].some(isTranslated)
          ? translated(executable)
          : executable.run as PlacedStep["step"]["run"];
        const step = { run, bytes: executable.bytes, release: () => executable.release() };
        return [{ step, inputs, outputs }];
      }),
  };
  return backend;
}

/** Whether values of a tensor have another type within plans. */
function isTranslated({ dtype }: Tensor): boolean {
  return planType(dtype) !== dtype;
}

/** Runs with texts as numbers of a table that is made for the run, and complex numbers as pairs. */
function translated(executable: Executable): PlacedStep["step"]["run"] {
  return (inputs, outputs) => {
    const texts: string[] = [];
    const numbers = new Map<string, number>();
    const numberOf = (text: string): number => {
      let number = numbers.get(text);
      if (number === undefined) numbers.set(text, number = texts.push(text) - 1);
      return number;
    };
    const from = inputs.map((input): Held => {
      if (!isTranslated(input)) return input as Held;
      const host = hostOf(input);
      const data = input.dtype === "string"
        ? Int32Array.from(host as readonly string[], numberOf)
        : asPairs(host as Float32Array);
      return held(input, data);
    });
    const to = outputs.map((output) => isTranslated(output) ? held(output) : output as Held);
    executable.run(from, to);
    outputs.forEach((output, i) => {
      if (!isTranslated(output)) return;
      const data = hostOfHeld(to[i]!);
      output.host = output.dtype === "string"
        ? Array.from(data as Int32Array, (number) => texts[number]!)
        : new Float32Array((data as BigInt64Array).slice().buffer);
    });
  };
}

function held({ dtype, shape }: Tensor, host?: EngineData): Held {
  return { type: planType(dtype), shape, host, resident: undefined, owned: false };
}

function hostOfHeld(value: Held): EngineData {
  return value.host ?? value.resident!.read();
}

/** Complex numbers as whole numbers of 64 bits with the same bytes. */
function asPairs(values: Float32Array): BigInt64Array {
  const copy = values.slice();
  return new BigInt64Array(copy.buffer, 0, copy.length / 2);
}
