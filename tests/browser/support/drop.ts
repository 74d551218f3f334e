import type { Page } from "@playwright/test";

/** A file as it is handed over to the page. */
export interface Handed {
  name: string;
  base64: string;
}

/** Drops files on the page, as a reader does from a folder. */
export async function drop(page: Page, files: Handed[]): Promise<void> {
  const transfer = await page.evaluateHandle((files) => {
    const transfer = new DataTransfer();
    for (const { name, base64 } of files) {
      const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      transfer.items.add(new File([bytes], name));
    }
    return transfer;
  }, files);
  for (const event of ["dragenter", "dragover", "drop"]) {
    await page.dispatchEvent("body", event, { dataTransfer: transfer });
  }
}
