package org.apical.session;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.HdrHistogram.Histogram;
import org.apical.online.LoopStatus;
import org.apical.online.config.BciConfig;
import org.apical.online.record.JournalEntry;
import org.apical.online.source.SourceCounts;
import org.apical.online.task.Calibration;
import org.apical.online.task.TrialResult;

/** A closed-loop session's main numbers, for {@code run.json} and for people. */
final class BciSummary {

	private final BciConfig config;
	private final boolean rehearsed;
	private final BciSetup setup;
	private final BciTables tables;
	private final Histogram latency;
	private final SourceCounts source;

	/**
	 * @param rehearsed whether a simulated animal stood in for the mouse
	 * @param source what came since the program was last started
	 */
	BciSummary(final BciConfig config, final boolean rehearsed, final BciSetup setup, final BciTables tables, final LoopStatus status,
		final SourceCounts source)
	{
		this.source = source;
		this.config = config;
		this.rehearsed = rehearsed;
		this.setup = setup;
		this.tables = tables;
		latency = status.latencies();
	}

	void describe(final RunRecord record) {
		record.put("animal", config.animal()).put("session", config.session()).put("day", config.day());
		record.put("rehearsal", rehearsed);
		record.put("frame_0", tables.startedMillis() < 0 ? null : Instant.ofEpochMilli(tables.startedMillis()).toString());
		record.put("frames", tables.frames()).put("seed", config.loop().seed());
		final Map<String, Object> trials = new LinkedHashMap<>();
		for (final TrialResult.Outcome outcome : TrialResult.Outcome.values()) trials.put(outcome.toString(), count(outcome));
		record.put("trials", trials).put("rewards_paid", tables.paid());
		record.put("calibration", calibration(tables.threshold()));
		record.put("alignment", setup.alignments());
		record.put("latency_ms", latency());
		record.put("source", source);
		record.put("notes", tables.notes());
	}

	private long count(final TrialResult.Outcome outcome) {
		return tables.results().stream().filter(t -> t.outcome() == outcome).count();
	}

	private static Map<String, Object> calibration(final JournalEntry.Threshold found) {
		if (found == null) return null;
		final Calibration c = found.calibration();
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("time_s", found.timeS());
		values.put("threshold", c.threshold());
		values.put("z", c.z());
		values.put("mean", c.mean());
		values.put("sd", c.sd());
		values.put("minimum", c.minimum());
		values.put("expected_success", c.expectedSuccess());
		values.put("curve_threshold", List.of(box(c.thresholds())));
		values.put("curve_success", List.of(box(c.success())));
		return values;
	}

	private static Double[] box(final double[] values) {
		final Double[] boxed = new Double[values.length];
		for (int i = 0; i < boxed.length; i++) boxed[i] = values[i];
		return boxed;
	}

	/** From a frame's last byte until its decision was handed on. */
	private Map<String, Object> latency() {
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("frames", latency.getTotalCount());
		values.put("median", latency.getValueAtPercentile(50) / 1e6);
		values.put("p99", latency.getValueAtPercentile(99) / 1e6);
		values.put("p99_9", latency.getValueAtPercentile(99.9) / 1e6);
		values.put("worst", latency.getMaxValue() / 1e6);
		return values;
	}

	/** For people. */
	@Override
	public String toString() {
		final long hits = count(TrialResult.Outcome.HIT), misses = count(TrialResult.Outcome.MISS);
		return String.format(Locale.ROOT, "%d frames; %d trials, %d hits (%.0f %%), %d rewards paid; a frame took %.2f ms (median), %.2f ms (p99), %.2f ms at worst.",
			tables.frames(), hits + misses, hits, 100.0 * hits / Math.max(1, hits + misses), tables.paid(), latency.getValueAtPercentile(50) /
				1e6, latency.getValueAtPercentile(99) / 1e6, latency.getMaxValue() / 1e6);
	}
}
