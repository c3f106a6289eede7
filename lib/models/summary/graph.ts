/**
 * What a summary asks of a model's graph: whether it is a plain chain, which layers a range means,
 * what a layer is connected to.
 *
 * @module
 */
import { formatValue } from "../../errors/format.ts";
import type {
  CallOutline,
  CallReference,
  GraphOutline,
  LayerOutline,
  TensorSource,
} from "./outline.ts";

/** A call as a key. */
function keyOf({ layer, call }: CallReference): string {
  return `${layer}:${call}`;
}

/** Whether a layer's call is part of a graph. */
export function membership(graph: GraphOutline): (layer: LayerOutline, call: number) => boolean {
  const keys = new Set(graph.depths.flat().map(keyOf));
  return (layer, call) => keys.has(keyOf({ layer: layer.id, call }));
}

/** The call that is meant, of layers by their ids. */
function callOf(layers: ReadonlyMap<number, LayerOutline>, reference: CallReference): CallOutline {
  const found = layers.get(reference.layer)?.calls[reference.call];
  if (found) return found;
  throw new RangeError(
    `Outline: expected calls of the model's own layers in depths, received call ${reference.call} of layer ${reference.layer}; list that layer`,
  );
}

/**
 * Whether a model is printed as a chain, without a column of connections: every model that is not
 * functional, and a functional one with one call a depth, each on one tensor, no layer called twice.
 */
export function isChain(model: LayerOutline): boolean {
  const { graph } = model;
  if (model.kind !== "functional" || graph === undefined) return true;
  const byId = new Map(model.layers.map((layer) => [layer.id, layer]));
  const single = graph.depths.every((calls) => {
    const [first, second] = calls;
    if (first === undefined || second !== undefined) return first === undefined;
    return callOf(byId, first).inputs.length <= 1;
  });
  if (!single) return false;
  const isPart = membership(graph);
  return model.layers.every((layer) =>
    layer.kind === "operation" || layer.calls.filter((_, call) => isPart(layer, call)).length <= 1
  );
}

/** The tensors that a layer is called on in this model, or in all models if none is given. */
export function connections(layer: LayerOutline, graph: GraphOutline | undefined): TensorSource[] {
  const isPart = graph && graph.depths.length > 0 ? membership(graph) : () => true;
  return layer.calls.flatMap(({ inputs }, call) => isPart(layer, call) ? [...inputs] : []);
}

/** Places of the layers whose names begin with what a pattern matches. */
function matching(where: string, layers: readonly LayerOutline[], pattern: string): number[] {
  let regex: RegExp;
  try {
    regex = new RegExp(`^(?:${pattern})`);
  } catch {
    throw new RangeError(
      `${where}: expected names or regular expressions for layerRange, received ${
        formatValue(pattern)
      }; put a backslash before characters that are meant themselves`,
    );
  }
  return layers.flatMap(({ name }, i) => regex.test(name) ? [i] : []);
}

/**
 * The layers of a range, both ends included and in whichever order they are named.
 *
 * @throws {TypeError} if the range is not two texts.
 * @throws {RangeError} if one of them matches no layer.
 */
export function layersInRange<T extends LayerOutline>(
  where: string,
  layers: readonly T[],
  range: readonly [string, string] | null | undefined,
): readonly T[] {
  if (range === null || range === undefined) return layers;
  if (!Array.isArray(range) || range.length !== 2 || range.some((it) => typeof it !== "string")) {
    throw new TypeError(
      `${where}: expected two names for layerRange, received ${
        formatValue(range)
      }; give [first, last]`,
    );
  }
  const [from, to] = range.map((pattern) => matching(where, layers, pattern));
  for (const [i, found] of [from!, to!].entries()) {
    if (found.length > 0) continue;
    throw new RangeError(
      `${where}: expected names of layers for layerRange, received ${
        formatValue(range[i])
      }, which matches none; the layers are ${layers.map(({ name }) => name).join(", ")}`,
    );
  }
  const [low, high] = [Math.min(...from!), Math.max(...to!)];
  return low > high
    ? layers.slice(Math.min(...to!), Math.max(...from!) + 1)
    : layers.slice(low, high + 1);
}
