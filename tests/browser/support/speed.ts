import type { Page } from "@playwright/test";

/** What the page notes of itself while a test runs; times in milliseconds. */
export interface Notes {
  /** When an answer was put on the page, and when it was painted. */
  shown: { committed: number; painted: number }[];
  /** When the page first said that the engine is there. */
  ready: number;
  /** When something was clicked. */
  clicked: number[];
  /** Tasks of the main thread above 50 ms, as the browser reports them. */
  tasks: { start: number; took: number }[];
  /** From an input to the next paint, as the browser reports it. */
  inputs: { name: string; start: number; took: number }[];
  /** Answers and other words of more than a few bytes that have come from the worker. */
  words: number;
  /** From the last word to the worker until such a word came from it: what it took to answer, and the way there and back. */
  answered: number[];
  /** Layout shifts that no input explains, summed up. */
  shift: number;
}

declare global {
  interface Window {
    notes: Notes;
  }
  interface HTMLCanvasElement {
    /** How often it was painted from its corner on. */
    draws?: number;
    /** When that was first, in milliseconds. */
    drawn?: number;
  }
}

/** Makes the page note when it paints, draws, hears from its worker, and holds the reader up. */
export async function noted(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const notes: Notes = { shown: [], ready: NaN, clicked: [], tasks: [], inputs: [], words: 0, answered: [], shift: 0 };
    window.notes = notes;
    const observe = (type: string, note: (entry: PerformanceEntry) => void, more: object = {}) =>
      new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
    observe("longtask", ({ startTime, duration }) => notes.tasks.push({ start: startTime, took: duration }));
    observe("event", ({ name, startTime, duration }) => notes.inputs.push({ name, start: startTime, took: duration }), {
      durationThreshold: 16,
    });
    observe("layout-shift", (entry) => {
      const shift = entry as PerformanceEntry & { value: number; hadRecentInput: boolean };
      if (!shift.hadRecentInput) notes.shift += shift.value;
    });
    addEventListener("click", (event) => notes.clicked.push(event.timeStamp), { capture: true });

    // A frame is painted when what follows it in the queue has its turn.
    const painted = (then: () => void) =>
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = then;
        port2.postMessage(null);
      });
    let stands: string | undefined;
    new MutationObserver(() => {
      if (Number.isNaN(notes.ready) && document.documentElement.dataset.state === "ready") notes.ready = performance.now();
      // The word for what stands there is written in one go with it.
      const now = document.getElementById("main")?.dataset.answered;
      if (now === stands) return;
      stands = now;
      if (now !== undefined) {
        const committed = performance.now();
        painted(() => notes.shown.push({ committed, painted: performance.now() }));
      }
    }).observe(document, { subtree: true, childList: true, attributeFilter: ["data-answered", "data-state"] });

    const fill = CanvasRenderingContext2D.prototype.fillRect;
    CanvasRenderingContext2D.prototype.fillRect = function (x, y, w, h) {
      if (x === 0 && y === 0 && w === this.canvas.width && h === this.canvas.height) {
        this.canvas.draws = (this.canvas.draws ?? 0) + 1;
        this.canvas.drawn ??= performance.now();
      }
      fill.call(this, x, y, w, h);
    };
    window.Worker = class extends Worker {
      constructor(...args: ConstructorParameters<typeof Worker>) {
        super(...args);
        // "I am there" and "I still am" are of a byte each.
        this.addEventListener("message", ({ data }) => {
          if (data.byteLength <= 8) return;
          notes.words++;
          notes.answered.push(performance.now() - this.told);
        });
      }
      private told = NaN;
      override postMessage(...word: [unknown, never]): void {
        this.told = performance.now();
        super.postMessage(...word);
      }
    };
  });
}

/** The median and the 95th percentile, by the nearest rank. */
export function spread(times: number[]): { n: number; median: number; p95: number; most: number } {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number) => Math.round(sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0);
  return { n: sorted.length, median: at(0.5), p95: at(0.95), most: at(1) };
}
