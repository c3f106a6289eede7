/**
 * The sessions of a plan in parts: one for all parts that compute the same.
 *
 * @module
 */
import type { OrtSession } from "../ort/ort_session.ts";
import type { Plan } from "../plan/graph_types.ts";
import type { LaidStep, SessionStep } from "./layout.ts";
import { signatureOf } from "./signature.ts";

/** What a part that is a session is opened as. */
export interface OpenedSession {
  readonly session: OrtSession;
  readonly bytes: number;
}

/**
 * Opens the session of a part.
 *
 * @param isRepeated Whether it runs again and again within a run of the plan.
 */
export type Open = (plan: Plan, isRepeated: boolean) => OpenedSession;

/** Runs of a session in one run of a plan from which its threads wait for the next one awake. */
const MANY_RUNS = 4;

/** The sessions of a plan: one for all parts that compute the same. */
export class Sessions {
  readonly opened: OpenedSession[] = [];
  readonly #runs = new Map<string, number>();
  readonly #signatures = new Map<Plan, string>();
  readonly #known = new Map<string, OpenedSession>();
  readonly #open: Open;

  constructor(open: Open, steps: readonly LaidStep[]) {
    this.#open = open;
    for (const step of steps) {
      if (step.kind !== "session") continue;
      const signature = signatureOf(step.plan) ?? `session ${this.#signatures.size}`;
      this.#signatures.set(step.plan, signature);
      this.#runs.set(signature, (this.#runs.get(signature) ?? 0) + 1);
    }
  }

  /** Whether a step is a session that is run again and again. */
  isRepeated(step: LaidStep | undefined): boolean {
    if (step?.kind !== "session") return false;
    return this.#runs.get(this.#signatures.get(step.plan)!)! >= MANY_RUNS;
  }

  /** The session of a step. */
  of(step: SessionStep): OpenedSession {
    const { plan } = step;
    const signature = this.#signatures.get(plan)!;
    let session = this.#known.get(signature);
    if (session === undefined) {
      session = this.#open(plan, this.isRepeated(step));
      this.opened.push(session);
      this.#known.set(signature, session);
    }
    return session;
  }
}
