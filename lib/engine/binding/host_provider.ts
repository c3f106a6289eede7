/**
 * A device of ONNX Runtime's that takes its inputs from the host and leaves its results there,
 * through the npm package's binding. Its call is synchronous, and so is everything here.
 *
 * @module
 */
import type { Executable, Plan, Provider } from "../plan/graph_types.ts";
import type { HostData } from "../onnx/onnx_types.ts";
import { hostTensor, openPlan } from "./session_open.ts";
import type { Tensor } from "./package.ts";

/** A provider of ONNX Runtime that takes its inputs from the host and leaves its results there. */
export function hostProvider(
  name: string,
  options: (plan: Plan) => Readonly<Record<string, unknown>>,
): Provider {
  return {
    name,
    compile(plan): Executable {
      const { session, inputNames, outputNames, fetches, bytes } = openPlan(plan, options(plan));
      return {
        bytes,
        run(inputs, outputs) {
          const feeds: Record<string, Tensor> = {};
          inputs.forEach((value, index) => feeds[inputNames[index]!] = hostTensor(value));
          const results = session.run(feeds, fetches, {});
          outputs.forEach((value, index) => {
            value.host = (results[outputNames[index]!] as Tensor).data as HostData;
          });
        },
        release: () => session.dispose(),
      };
    },
    download(value) {
      throw new Error(`internal: a ${value.type} value is not on the host of the ${name} device`);
    },
  };
}
