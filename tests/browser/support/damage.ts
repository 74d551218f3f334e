import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Page } from "@playwright/test";

/** What is done to a file: cut after so many bytes, or one bit turned in the byte that stands there. */
export interface Damage {
  file: string;
  at: number;
  how: "cut" | "flip";
}

/** The lengths of a folder's tables. */
export function lengths(folder: string): [string, number][] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".csv"))
    .map((file) => [file, readFileSync(path.join(folder, file)).length]);
}

/**
 * Drops a snapshot once for each damage, and sees that each is refused with one error that names the file. Gives
 * those that were not. All of it happens in the page, so that a thousand take no longer than they must.
 */
export async function notRefused(page: Page, folder: string, damages: Damage[]): Promise<string[]> {
  const files = Object.fromEntries(
    readdirSync(folder).map((file) => [file, readFileSync(path.join(folder, file)).toString("base64")]),
  );
  return page.evaluate(
    async ({ files, damages }) => {
      const whole = Object.entries(files).map(
        ([file, text]) => [file, Uint8Array.from(atob(text), (c) => c.charCodeAt(0))] as const,
      );
      const until = async <T>(what: () => T): Promise<T | undefined> => {
        for (const start = performance.now(); performance.now() - start < 20_000; ) {
          const found = what();
          if (found) return found;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
        return undefined;
      };
      const missed: string[] = [];
      for (const { file, at, how } of damages) {
        const transfer = new DataTransfer();
        for (const [name, bytes] of whole) {
          let sent = bytes;
          if (name === file) {
            sent = how === "cut" ? bytes.slice(0, at) : bytes.slice();
            if (how === "flip") sent[at]! ^= 1 << at % 8;
          }
          transfer.items.add(new File([sent], name));
        }
        document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
        const alert = await until(() => document.querySelector('[role="alert"][data-error]'));
        if (!alert?.textContent?.includes(file)) missed.push(`${how} ${file} at ${at}: ${alert?.textContent}`);
        alert?.querySelector<HTMLElement>('[data-action="dismiss"]')?.click();
        await until(() => !document.querySelector('[role="alert"]'));
      }
      return missed;
    },
    { files, damages },
  );
}
