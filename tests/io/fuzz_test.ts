import { assert, assertEquals } from "@std/assert";
import { seedFiles } from "./fuzz_files.ts";
import { fuzz, LOADERS } from "./mutations.ts";

const files = await seedFiles();

/**
 * Memory for each byte of a file. Deflate makes at most 1032 bytes of one; .npy files hold what they
 * say; a byte of rows is up to 8 pixels of 4 channels, one of a .bmp file up to one pixel; one
 * of a .jpeg file up to 8 blocks; the frames of a small .gif file may take 64 MiB.
 */
const MOST = {
  npy: 2,
  npz: 1032,
  h5: 1032,
  png: 1032 * 8 * 4,
  bmp: 4,
  jpeg: 8 * 64 * 4,
  gif: 2 ** 26,
} as const;

for (const [name, load] of Object.entries(LOADERS)) {
  Deno.test(`the loader of .${name} refuses 2000 damaged files with a reason, or reads them`, () => {
    const kind = name as keyof typeof files;
    for (const file of files[kind]) {
      try {
        load(file);
      } catch (error) {
        assert(["TypeError", "RangeError", "SyntaxError"].includes((error as Error).name));
      }
    }
    const report = fuzz(load, files[kind], 2000, 3);
    assertEquals(report.wrong, []);
    assert(report.hungriest <= MOST[kind], `${report.hungriest} times the file`);
    const refused = Object.values(report.refused).reduce((a, b) => a + b, 0);
    assertEquals(report.loaded + refused, 2000);
    assert(report.loaded > 0 && refused > 0);
  });
}
