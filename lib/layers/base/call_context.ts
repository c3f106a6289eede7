/**
 * What the calls of layers share from the outermost one inwards: whether they are part of training,
 * and which layers are being called.
 *
 * @module
 */
import { enterTurn, onNewTurn } from "../../scopes/turn.ts";

/** What the context knows of a layer. */
export interface CalledLayer {
  /** How error messages call it. */
  readonly label: string;
  /** Whether it holds a layer, at any depth. */
  holds(layer: CalledLayer): boolean;
}

/** A call that is under way, and what it hands down. */
interface CallContext {
  /** Whether it is part of training; `undefined` where nobody said. */
  readonly training: boolean | undefined;
  readonly layer: CalledLayer;
  readonly outer: CallContext | undefined;
}

let context: CallContext | undefined;

// A call ends within its turn; one that is open at the next was left behind by an interrupt.
onNewTurn(() => context = undefined);

/** Whether no call of a layer is under way. */
export function isOutermostCall(): boolean {
  return context === undefined;
}

/** Whether the call that is under way, if one is, is part of training. */
export function isTraining(): boolean {
  return context?.training ?? false;
}

/** Whether one of the layers that are being called is a layer, or holds it. */
function isHeldByCallers(layer: CalledLayer): boolean {
  for (let it = context; it !== undefined; it = it.outer) {
    if (it.layer === layer || it.layer.holds(layer)) return true;
  }
  return false;
}

/** By layer, those that may call it. */
const allowed = new WeakMap<CalledLayer, WeakSet<CalledLayer>>();

/** Throws if a layer with weights was called by one that does not hold it: they would be lost. */
export function checkHeld(layer: CalledLayer, hasWeights: () => boolean): void {
  if (context === undefined) return;
  const caller = context.layer;
  let callers = allowed.get(layer);
  if (callers?.has(caller)) return;
  if (!isHeldByCallers(layer) && hasWeights()) {
    throw new TypeError(
      `Cannot call ${layer.label} in ${caller.label}: expected a layer that it holds, received one that none of its properties leads to, whose weights would be neither trained nor saved; assign it to a property (private ones cannot be seen) before the call`,
    );
  }
  if (!callers) allowed.set(layer, callers = new WeakSet());
  callers.add(caller);
}

/**
 * Runs a layer's call.
 *
 * @param training What the call was given; without it, what the calls around it were, else `ifUnsaid`.
 * @param run The call, with what holds for it.
 * @param ifUnsaid What the layer takes where nobody says; `false` for nearly all.
 */
export function inCallContext<T>(
  layer: CalledLayer,
  training: boolean | null | undefined,
  run: (training: boolean) => T,
  ifUnsaid = false,
): T {
  enterTurn();
  const outer = context;
  const inner = { training: training ?? outer?.training, layer, outer };
  context = inner;
  try {
    return run(inner.training ?? ifUnsaid);
  } finally {
    context = outer;
  }
}
