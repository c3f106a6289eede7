/**
 * What the main thread and its helpers tell each other, in words of 32 bits at one place of the memory
 * that all of them have.
 *
 * A job is a kernel's work in parts. `state` holds the job's number and the next part that nobody has
 * taken; who takes one adds 1. So nobody waits for a helper that has not begun: the main thread takes
 * parts as well, and only waits while a helper is busy. A helper is busy from before it looks for a
 * part until it has computed it. So once all parts are taken and nobody is busy, all are done, and
 * nobody remembers a job that is over; and the main thread may be ended at any point of its own work.
 *
 * @module
 */

/** Places of the words. */
export const WORD = {
  /** Job times {@linkcode PARTS}, plus the next part. */
  state: 0,
  /** Parts of the job. */
  parts: 1,
  /** Whether a kernel failed in a helper. */
  failed: 2,
  /** Helpers that sleep. */
  sleeping: 3,
  /** The job: number of the kernel, its block of addresses, units of work, units of a part. */
  kernel: 4,
  block: 5,
  units: 6,
  part: 7,
  /** Microseconds for which a helper looks for the next job before it sleeps. */
  patience: 8,
  /** Modules of kernels there are. */
  modules: 9,
  /** Helpers that run. */
  running: 10,
  /** Whether helpers shall end. */
  ending: 11,
  /** Helpers that are busy: in a line of the processor's cache of its own. */
  busy: 16,
} as const;

/** Words there are. */
export const WORDS = 64;

/** More parts than a job may have. */
export const PARTS = 4096;

/** Numbers of jobs come again after so many. */
export const JOBS = 2 ** 19;

/** Words of an entry in the table of modules: its address in two, its length, its functions. */
export const MODULE_WORDS = 4;

/** Modules that helpers can load. */
export const MODULES = 4096;
