// Percentiles and timing.

/** The value below which `share` of the samples lie. */
export function percentile(samples, share) {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}

/** Milliseconds that `work` takes. */
export async function timed(work) {
  const from = performance.now();
  await work();
  return performance.now() - from;
}
