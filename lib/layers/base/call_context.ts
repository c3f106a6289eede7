/**
 * What the calls of layers share from the outermost one inwards: whether they are part of training,
 * and which layer was called by the user, with whose call the penalties on outputs begin anew.
 *
 * @module
 */
import { enterTurn, onNewTurn } from "../../scopes/turn.ts";

/** The outermost call that is under way, and what it hands down. */
interface CallContext {
  /** Whether the innermost call is part of training. */
  training: boolean;
}

let context: CallContext | undefined;

// A call ends within its turn; one that is open at the next was left behind by an interrupt.
onNewTurn(() => context = undefined);

/** Whether no call of a layer is under way. */
export function isOutermostCall(): boolean {
  return context === undefined;
}

/**
 * Runs a layer's call.
 *
 * @param training What the call was given; without it, what the call around it has, else `false`.
 * @param run The call, with what holds for it.
 */
export function inCallContext<T>(
  training: boolean | undefined,
  run: (training: boolean) => T,
): T {
  enterTurn();
  const outer = context;
  const inner = { training: training ?? outer?.training ?? false };
  context = inner;
  try {
    return run(inner.training);
  } finally {
    context = outer;
  }
}
