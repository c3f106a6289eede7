/**
 * Moves of axes where they are needed: a session that has both a move and what takes its result can
 * do without the move, or join it with its own, and nothing has to be kept in two orders.
 *
 * @module
 */
import type { GraphNode, Value } from "../plan/graph_types.ts";
import type { Part, SessionPart } from "./parts.ts";

/** Operators that only give the same elements in another order or shape. */
const MOVES = new Set(["Transpose", "Reshape"]);

/**
 * Puts moves from the sessions where they could be made into the first that takes them, if only
 * sessions do.
 *
 * @param parts All parts, in the order of their levels.
 * @param isKept Whether a value is needed outside of the parts.
 */
export function moveLate(parts: readonly Part[], isKept: (value: Value) => boolean): Part[] {
  const home = new Map<GraphNode, Part>();
  const users = new Map<Value, GraphNode[]>();
  for (const part of parts) {
    for (const node of part.nodes) {
      home.set(node, part);
      for (const input of node.inputs) {
        if (!input) continue;
        const known = users.get(input);
        if (known) known.push(node);
        else users.set(input, [node]);
      }
    }
  }

  /** The first part that takes a value, if sessions alone do. */
  const firstOf = (value: Value): SessionPart | undefined => {
    let first: SessionPart | undefined;
    for (const user of users.get(value) ?? []) {
      const part = home.get(user)!;
      if (part.kind !== "session") return undefined;
      if (first === undefined || part.level < first.level) first = part;
    }
    return first;
  };

  for (const part of parts.toReversed()) {
    if (part.kind !== "session") continue;
    for (const node of part.nodes.toReversed()) {
      const [output] = node.outputs as [Value];
      if (!MOVES.has(node.op) || isKept(output)) continue;
      const first = firstOf(output);
      if (first === undefined || first === part) continue;
      part.nodes.splice(part.nodes.indexOf(node), 1);
      first.nodes.unshift(node);
      home.set(node, first);
    }
  }
  return parts.filter(({ nodes }) => nodes.length > 0);
}
