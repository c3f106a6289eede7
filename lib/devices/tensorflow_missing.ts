/**
 * Kernels that tfjs has and the package lacks. Computing one is an error that names it, unless the
 * program chose the fall-back: `KERASAUR_TENSORFLOW_MISSING=host` computes them with tfjs's own cpu
 * kernels.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import { formatValue } from "../errors/format.ts";
import type { BackendValues } from "../engine/backend.ts";

/** Variable of the environment that chooses what happens. */
const VARIABLE = "KERASAUR_TENSORFLOW_MISSING";

/** tfjs's cpu backend, as far as the fall-back needs it. */
interface HostBackend extends tfjs.KernelBackend {
  firstUse: boolean;
  readSync(dataId: object): BackendValues;
}

function chosen(): "error" | "host" {
  const { state } = Deno.permissions.querySync({ name: "env", variable: VARIABLE });
  const value = (state === "granted" ? Deno.env.get(VARIABLE) : undefined) ?? "error";
  if (value === "error" || value === "host") return value;
  throw new RangeError(`${VARIABLE}: expected "error" or "host", received ${formatValue(value)}`);
}

/** Computes a kernel on the host, and moves what comes out to a device. */
function onHost(
  { kernelName, kernelFunc }: tfjs.KernelConfig,
  device: tfjs.KernelBackend,
): tfjs.KernelFunc {
  return ({ inputs, attrs }) => {
    const host = tfjs.engine().findBackend("cpu") as HostBackend;
    // Without the greeting it prints on Node.
    host.firstUse = false;
    // The kernel may look its inputs up in its own backend only.
    const copies = Object.entries(inputs).map(([name, input]) => {
      const copy = (info: tfjs.TensorInfo) => ({
        ...info,
        dataId: host.write(device.readSync(info.dataId), info.shape, info.dtype),
      });
      return [name, Array.isArray(input) ? input.map(copy) : input && copy(input)] as const;
    });
    const result = kernelFunc({
      inputs: Object.fromEntries(copies) as tfjs.NamedTensorInfoMap,
      backend: host,
      ...(attrs ? { attrs } : {}),
    });
    const move = ({ dataId, shape, dtype }: tfjs.TensorInfo): tfjs.TensorInfo => {
      const values = host.readSync(dataId);
      const own = ArrayBuffer.isView(values) ? values.slice() : [...values];
      host.disposeData(dataId);
      return { dataId: device.write(own, shape, dtype), shape, dtype };
    };
    const moved = Array.isArray(result) ? result.map(move) : move(result);
    for (const info of copies.flatMap(([, copy]) => copy ?? [])) host.disposeData(info.dataId);
    if (moved === undefined) throw new Error(`internal: ${kernelName} has no result`);
    return moved;
  };
}

/** Kernels that tfjs has for the host and not for a backend. */
export function missingKernels(backendName: string): tfjs.KernelConfig[] {
  const there = new Set(tfjs.getKernelsForBackend(backendName).map((it) => it.kernelName));
  return tfjs.getKernelsForBackend("cpu").filter(({ kernelName }) => !there.has(kernelName));
}

/** Registers what computing a missing kernel does. */
export function registerMissingKernels(backendName: string, backend: tfjs.KernelBackend): void {
  const choice = chosen();
  for (const kernel of missingKernels(backendName)) {
    const { kernelName } = kernel;
    const kernelFunc: tfjs.KernelFunc = choice === "host" ? onHost(kernel, backend) : () => {
      throw new Error(
        `Cannot compute ${kernelName} on the tensorflow device: @tensorflow/tfjs-node-gpu has no such kernel; compute it in tf.device("cpu", ...), or set ${VARIABLE}=host to compute such kernels on the host`,
      );
    };
    tfjs.registerKernel({ kernelName, backendName, kernelFunc });
  }
}
