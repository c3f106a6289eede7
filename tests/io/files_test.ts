import { assertEquals, assertThrows } from "@std/assert";
import { writeFileAtomically } from "../../lib/io/files.ts";
import { withFolder } from "./goldens.ts";

const names = (folder: string) => [...Deno.readDirSync(folder)].map(({ name }) => name).sort();

Deno.test("writeFileAtomically() replaces a file, keeps its permissions and leaves nothing else", () => {
  withFolder((folder) => {
    const path = `${folder}/x`;
    writeFileAtomically(path, new Uint8Array([1, 2, 3]));
    if (Deno.build.os !== "windows") Deno.chmodSync(path, 0o640);
    writeFileAtomically(path, new Uint8Array([4]));
    assertEquals(Deno.readFileSync(path), new Uint8Array([4]));
    if (Deno.build.os !== "windows") assertEquals(Deno.statSync(path).mode! & 0o777, 0o640);
    assertEquals(names(folder), ["x"]);
  });
});

Deno.test("writeFileAtomically() writes through links", () => {
  if (Deno.build.os === "windows") return;
  withFolder((folder) => {
    Deno.mkdirSync(`${folder}/real`);
    Deno.writeFileSync(`${folder}/real/x`, new Uint8Array([1]));
    Deno.symlinkSync(`${folder}/real/x`, `${folder}/link`);
    writeFileAtomically(`${folder}/link`, new Uint8Array([2]));
    assertEquals(Deno.readFileSync(`${folder}/real/x`), new Uint8Array([2]));
    assertEquals(Deno.lstatSync(`${folder}/link`).isSymlink, true);
  });
});

Deno.test("writeFileAtomically() leaves nothing behind when it fails", () => {
  withFolder((folder) => {
    Deno.mkdirSync(`${folder}/x/inner`, { recursive: true });
    assertThrows(() => writeFileAtomically(`${folder}/x`, new Uint8Array(1)), Error, "");
    assertEquals(names(folder), ["x"]);
    assertThrows(
      () => writeFileAtomically(`${folder}/no/x`, new Uint8Array(1)),
      Deno.errors.NotFound,
      "such file",
    );
  });
});
