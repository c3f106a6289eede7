/**
 * Runs tfjs's own cpu kernel on values brought to the host: every tfjs operation works, mapped or
 * not. The results are copied back, so nothing of the cpu backend outlives the call.
 *
 * @module
 */
import * as tfjs from "@tensorflow/tfjs";
import type { BackendValues, LazyBackend } from "./backend.ts";
import type { KernelInputs } from "./kernels/mapping.ts";

/** What the fall-back uses of tfjs's cpu backend. */
interface CpuBackend extends tfjs.KernelBackend {
  firstUse: boolean;
  data: {
    get(dataId: object): { complexTensorInfos?: { real: tfjs.TensorInfo; imag: tfjs.TensorInfo } };
  };
  write(values: BackendValues, shape: number[], dtype: tfjs.DataType): tfjs.TensorInfo["dataId"];
  readSync(dataId: object): BackendValues;
}

/** Thrown where a traced function meets a kernel that has no place in a graph. */
export class UntraceableError extends TypeError {
  /** The kernel. */
  readonly kernel: string;

  constructor(kernel: string) {
    super(
      `tf.function: the kernel ${kernel} cannot be part of a graph; call the function without tf.function`,
    );
    this.kernel = kernel;
  }
}

let backend: CpuBackend | undefined;

/** tfjs's cpu backend, made at its first use, without the greeting it prints on Node. */
function cpuBackend(): CpuBackend {
  if (!backend) {
    backend = tfjs.engine().findBackend("cpu") as CpuBackend;
    backend.firstUse = false;
  }
  return backend;
}

/** Computes one kernel call on the host. */
export function runOnHost(
  device: LazyBackend,
  kernelName: string,
  inputs: KernelInputs,
  attrs: tfjs.NamedAttrMap,
): tfjs.TensorInfo | tfjs.TensorInfo[] {
  if (device.graph.tracing) {
    const pending = Object.values(inputs).flat().find((it) => it && device.isPending(it));
    if (pending) throw new UntraceableError(kernelName);
  }
  const cpu = cpuBackend();
  const moved: tfjs.TensorInfo[] = [];

  function toHost(info: tfjs.TensorInfo): tfjs.TensorInfo {
    if (info.dtype === "complex64") {
      const { real, imag } = device.complexParts(info);
      const parts = { real: toHost(real), imag: toHost(imag) };
      const kernel = tfjs.getKernel("Complex", "cpu").kernelFunc;
      const complex = kernel({ inputs: parts, backend: cpu, attrs: {} }) as tfjs.TensorInfo;
      moved.push(complex);
      return { ...complex, shape: info.shape };
    }
    const values = device.readSync(info.dataId);
    const copy = {
      dataId: cpu.write(values, info.shape, info.dtype),
      shape: info.shape,
      dtype: info.dtype,
    };
    moved.push(copy);
    return copy;
  }

  function toDevice(info: tfjs.TensorInfo): tfjs.TensorInfo {
    const parts = cpu.data.get(info.dataId).complexTensorInfos;
    if (info.dtype === "complex64" && parts) {
      return device.outputComplex(
        toDevice({ ...parts.real, shape: info.shape }),
        toDevice({ ...parts.imag, shape: info.shape }),
      );
    }
    const values = cpu.readSync(info.dataId);
    const own = ArrayBuffer.isView(values) ? values.slice() : [...values];
    return {
      dataId: device.write(own, info.shape, info.dtype),
      shape: info.shape,
      dtype: info.dtype,
    };
  }

  const hostInputs = Array.isArray(inputs) ? inputs.map(toHost) : Object.fromEntries(
    Object.entries(inputs).map(([name, input]) => [
      name,
      Array.isArray(input) ? input.map(toHost) : input && toHost(input),
    ]),
  );
  const kernel = tfjs.getKernel(kernelName, "cpu");
  const result = kernel.kernelFunc({
    inputs: hostInputs as unknown as tfjs.NamedTensorInfoMap,
    backend: cpu,
    attrs,
  });
  const infos = Array.isArray(result) ? result : [result];
  const outputs = infos.map(toDevice);
  for (const info of new Set([...moved, ...infos])) cpu.disposeData(info.dataId);
  return Array.isArray(result) ? outputs : outputs[0]!;
}
