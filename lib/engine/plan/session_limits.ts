/**
 * How many compiled graphs are kept. The limits are one setting for all devices; each device keeps
 * a cache of its own.
 *
 * @module
 */
import { fromCaller } from "../../errors/caller.ts";
import { checkFinite, checkInteger } from "../../errors/checks.ts";

/** How many compiled graphs a device keeps. */
export interface SessionCacheLimits {
  /** Compiled graphs, at least 1; default 256. */
  sessions: number;
  /** Their memory by estimate, in bytes, more than 0; default 1 GiB. */
  bytes: number;
}

const limits: SessionCacheLimits = { sessions: 256, bytes: 2 ** 30 };

/** The limits themselves, for those that keep to them. */
export function sessionLimits(): Readonly<SessionCacheLimits> {
  return limits;
}

/** The limits now. */
export function getSessionCache(): SessionCacheLimits {
  return { ...limits };
}

/**
 * Sets how many compiled graphs each device keeps, and how much memory they may take by estimate.
 * What is over a new limit goes when the next graph is compiled; the graph in use always stays.
 *
 * @param options The limits to change.
 * @throws {RangeError} if a limit is not positive.
 */
export function setSessionCache(options: Partial<SessionCacheLimits>): void {
  fromCaller(setSessionCache, () => {
    const where = "tf.config.setSessionCache";
    const sessions = checkInteger(where, "sessions", options.sessions ?? limits.sessions, {
      min: 1,
    });
    const bytes = checkFinite(where, "bytes", options.bytes ?? limits.bytes, { min: 1 });
    Object.assign(limits, { sessions, bytes });
  });
}
