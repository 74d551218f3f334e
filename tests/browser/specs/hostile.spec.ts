import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { zipSync } from "fflate";
import { csvOf, read } from "../support/csv.js";
import { type Dashboard, pages } from "../support/dashboard.js";
import { drop } from "../support/drop.js";
import { naughty } from "../support/naughty.js";
import { expect, test } from "../support/test.js";

const month = "2026-05";
const at = (index: number) => naughty[index % naughty.length]!;
const image = "<img src=x onerror=window.__xss=1>";

/** Text without halves of a character, which no address can hold. */
const wellFormed = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));

/** A snapshot in which every text is hostile: headers, cells, file names, labels, remarks. */
function hostile(): Record<string, string> {
  const dealers = naughty.map((text, i) => [text, text, at(i * 7), at(i * 11), at(i * 13), at(i * 17), "1"]);
  const leads = naughty.flatMap((text, i) =>
    [0, 1].map((turn) => [
      `L${i}-${turn}`,
      text,
      `${month}-${String((i % 28) + 1).padStart(2, "0")}`,
      at(i + turn * 3),
      at(i + 1),
      at(i + 2),
      at(i + 3),
      text,
      text,
      ...(i % 3 ? [`${month}-29`, "", "", "1000"] : ["", `${month}-30`, text, text]),
    ]),
  );
  const file = (name: string) => `${name}${image.replaceAll("/", "")}.csv`;
  const tables: Record<string, string> = {
    [file("dealers")]: csvOf([["dealer_id", "name", "region", "center", "province", "city", "consultants"], ...dealers]),
    [file("leads")]: csvOf([
      ["lead_id", "dealer_id", "created_at", "channel", "origin", "kind", "series", "consultant_id", "customer_id", "ordered_at", "lost_at", "lost_reason", "amount", ...naughty],
      ...leads,
    ]),
    [file("targets")]: csvOf([["month", "dealer_id", "metric", "target"], ...naughty.map((t, i) => [month, t, i % 2 ? "orders" : t, "5"])]),
    [file("spend")]: csvOf([["month", "channel", "dealer_id", "actual"], ...naughty.map((t) => [month, t, t, t])]),
  };
  const labels = Object.fromEntries(naughty.map((text, i) => [text, { zh: at(i + 5), en: at(i + 6) }]));
  const descriptor = {
    name: image,
    title: image,
    resources: Object.keys(tables).map((name) => ({ name: name.split("<")[0], path: name })),
    dealerscope: {
      contract: 1,
      as_of: "2026-06-30T18:00",
      currency: "CNY",
      brand: image,
      labels: { channel: labels, series: labels, origin: labels, kind: labels, lost_reason: labels },
      notes: naughty.map((text) => ({ date: text, page: "", author: text, text })),
    },
  };
  return { "datapackage.json": JSON.stringify(descriptor), ...tables };
}

/** Elements and attributes that this page has no use for. */
const foreign = (page: Page) =>
  page.evaluate(() => {
    const allowed = new Set(
      ("html head meta title link style script body noscript div a header nav main footer section article figure figcaption " +
        "p span strong ul ol li dl dt dd h1 h2 h3 table caption thead tbody tr th td button input label select option " +
        "details summary dialog progress canvas fieldset legend").split(" "),
    );
    const found: string[] = [];
    for (const element of document.querySelectorAll("*")) {
      const name = element.localName;
      const inBody = document.body.contains(element) && element !== document.body;
      if (!allowed.has(name)) found.push(name);
      if (inBody && ["script", "style", "link", "meta", "title", "base"].includes(name)) found.push(`${name} in the body`);
      for (const attribute of element.attributes) {
        if (/^on/i.test(attribute.name)) found.push(`${name} ${attribute.name}`);
        if (["src", "srcdoc", "action", "formaction", "xlink:href", "background"].includes(attribute.name) && name !== "script") {
          found.push(`${name} ${attribute.name}=${attribute.value}`);
        }
        if (attribute.name === "href" && !/^(#|\.\/|icon|[\w./-]*icon\.svg)/.test(attribute.value)) found.push(`${name} href=${attribute.value}`);
      }
    }
    return { found: [...new Set(found)], scripts: document.scripts.length, ran: "__xss" in window };
  });

async function clean(page: Page, scripts: number, where: string): Promise<void> {
  expect(await foreign(page), where).toEqual({ found: [], scripts, ran: false });
}

async function opened(dashboard: Dashboard): Promise<number> {
  const { page } = dashboard;
  page.on("dialog", (dialog) => {
    throw new Error(`a dialog: ${dialog.message()}`);
  });
  await dashboard.open("#/overview");
  const { scripts } = await foreign(page);
  const encoder = new TextEncoder();
  const files = Object.fromEntries(Object.entries(hostile()).map(([name, text]) => [name, encoder.encode(text)]));
  await drop(page, [{ name: `"><${image}.zip`, base64: Buffer.from(zipSync(files)).toString("base64") }]);
  await expect(page.locator("[data-local]")).toHaveCount(1);
  await dashboard.answered("#/overview");
  return scripts;
}

// A page of five hundred regions is no quick one.
test.describe.configure({ timeout: 600_000 });

test("hostile text in every header, cell, file name, label and remark stays text", async ({ dashboard, page }) => {
  const scripts = await opened(dashboard);
  let tooltips = 0;
  for (const lang of ["en", "zh"]) {
    for (const id of pages) {
      const fragment = `#/${id}?lang=${lang}`;
      await page.goto(`./${fragment}`);
      await dashboard.answered(fragment);
      for (const canvas of await page.locator("figure[data-chart] canvas:visible").all()) {
        await canvas.focus();
        for (const key of ["Home", "ArrowRight", "ArrowDown", "End"]) await canvas.press(key);
        tooltips += await page.locator("figure:focus-within .tooltip").count();
        await clean(page, scripts, `${fragment}, tooltips`);
      }
      for (const details of await page.locator("details > summary:visible").all()) await details.click();
      await page.keyboard.press("Escape");
      // The rest of a table is of the kind of its beginning, in whichever language.
      if (lang === "en") await dashboard.showEverything();
      await clean(page, scripts, fragment);
    }
  }
  expect(tooltips).toBeGreaterThan(20);
});

test("hostile text in every part of the link stays text", async ({ dashboard, page }) => {
  const scripts = await opened(dashboard);
  // Each text stands at each place once.
  const keys = ["region", "dealer", "sort", "period", "lang", "theme", "against"];
  for (let first = 0; first < naughty.length; first++) {
    const written = [...keys, ""].map((_, i) => encodeURIComponent(wellFormed(at(first + i))));
    const pairs = [...keys.map((key, i) => `${key}=${written[i]}`), ...written.map((text) => `${text}=${text}`)];
    await page.evaluate((hash) => (location.hash = hash), `#/${pages[first % pages.length]}?${pairs.join("&")}`);
  }
  await page.goto(`./#/overview?region=${encodeURIComponent(image)}&${encodeURIComponent(image)}=1`);
  await expect(page.locator(".notices")).toContainText(image);
  await clean(page, scripts, "notices");
  await page.goto(`./#/${encodeURIComponent(image)}`);
  await dashboard.answered();
  await clean(page, scripts, "the page's name");
});

/** The naughty strings, so many at a time. */
const batches = (size: number) =>
  Array.from({ length: Math.ceil(naughty.length / size) }, (_, i) => naughty.slice(i * size, (i + 1) * size));

test("hostile text in what is refused stays text", async ({ dashboard, page }) => {
  const scripts = await opened(dashboard);
  for (const [turn, batch] of batches(40).entries()) {
    const text = batch.join(" ");
    // A file that is not there is named by its path, an encoding that is not known by itself.
    for (const encoding of ["", text]) {
      const descriptor = JSON.stringify({
        resources: [
          { name: "dealers", path: `${text}.csv`, encoding },
          { name: "leads", path: text },
        ],
        dealerscope: { contract: 1, as_of: "2026-06-30" },
      });
      const zip = Buffer.from(zipSync({ "datapackage.json": new TextEncoder().encode(descriptor) })).toString("base64");
      await drop(page, [{ name: `${text.replaceAll("/", "")}.zip`, base64: zip }]);
      const alert = page.locator('[role="alert"][data-error]');
      await expect(alert).toHaveCount(1);
      await clean(page, scripts, `refusal ${turn}`);
      await alert.locator('[data-action="dismiss"]').click();
      await expect(alert).toHaveCount(0);
    }
  }
});

test("hostile text in files without a descriptor stays text", async ({ dashboard, page }) => {
  const scripts = await opened(dashboard);
  const dialog = page.locator("dialog.mapping");
  for (const [turn, batch] of batches(80).entries()) {
    const table = Buffer.from(csvOf([batch, batch, [...batch].reverse()])).toString("base64");
    const name = batch.join(" ").replaceAll("/", "").slice(0, 4000);
    await drop(page, [
      { name: `leads ${name}.csv`, base64: table },
      { name: `dealers ${name}.csv`, base64: table },
      { name: `${name}.png`, base64: table },
    ]);
    await expect(dialog).toBeVisible();
    for (const summary of await dialog.locator("summary").all()) await summary.click();
    for (const select of (await dialog.locator("[data-maps] select:visible").all()).slice(0, 8)) {
      await select.selectOption({ index: 1 + (turn % 5) });
    }
    await clean(page, scripts, `mapping ${turn}`);
    await dialog.locator('[data-action="leave-mapping"]').click();
    await expect(dialog).toBeHidden();
  }
});

test("what is taken along of hostile text runs in no spreadsheet", async ({ dashboard, page }) => {
  const scripts = await opened(dashboard);
  for (const id of pages) {
    await page.goto(`./#/${id}`);
    await dashboard.answered(`#/${id}`);
    for (const button of await page.locator('[data-action="csv"]:visible').all()) {
      const saved = page.waitForEvent("download");
      await button.click();
      const rows = read(readFileSync(await (await saved).path(), "utf8").replace(/^\ufeff/, ""));
      expect(rows.length).toBeGreaterThan(0);
      const runs = rows.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell) && Number.isNaN(Number(cell)));
      expect(runs, id).toEqual([]);
    }
    await clean(page, scripts, `${id}, saved`);
  }
});
