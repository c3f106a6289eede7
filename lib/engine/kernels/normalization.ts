/**
 * Batch normalization with given moments.
 *
 * @module
 */
import type { Mappings } from "./mapping.ts";
import { broadcastShape } from "./shapes.ts";

/** Normalizations by name. */
export const normalizations: Mappings = {
  FusedBatchNorm: (call) => {
    if (call.infos().some((info) => info && info.dtype !== "float32")) return undefined;
    const [x, mean, variance] = [call.value("x"), call.value("mean"), call.value("variance")];
    const epsilon = (call.attrs["varianceEpsilon"] as number | null | undefined) ?? 0.001;
    const shift = call.scalar(epsilon);
    const deviation = call.unary("Sqrt", call.binary("Add", variance, shift));
    const factor = call.inputs["scale"]
      ? call.binary("Div", call.value("scale"), deviation)
      : call.unary("Reciprocal", deviation);
    const centred = call.binary("Sub", x, mean);
    const scaled = call.binary("Mul", centred, factor);
    const result = call.inputs["offset"]
      ? call.binary("Add", scaled, call.value("offset"))
      : scaled;
    const same = `${broadcastShape(x.shape, result.shape)}` === `${x.shape}`;
    return same ? call.output(result) : undefined;
  },
};
