/**
 * Tests of what depends on the generation of Keras in use.
 *
 * @module
 */
import { getProfile, type SeedProfile, setProfile } from "../../lib/random/profile.ts";

/** Runs under a generation of Keras. */
export function under<T>(profile: SeedProfile, run: () => T): T {
  const before = getProfile();
  setProfile(profile);
  try {
    return run();
  } finally {
    setProfile(before);
  }
}
