package org.apical.trace;

import static org.junit.Assert.assertTrue;

import java.util.Map;

import org.apical.SharedData;
import org.apical.bench.SpikeBenchmark;
import org.apical.bench.SpikeScore;
import org.junit.Test;

public class SpikeGroundTruthTest {

	/** The best correlation that any setting of oasis-deconv 0.3.2 reached on each trace (docs/benchmarks.md). */
	private static final Map<String, Double> OASIS_DECONV = Map.of("DS06_Fish1_cell3_trial1", 0.792, "DS09_GC6f_cell1B_trial1",
		0.804, "DS09_GC6f_cell1C_trial1", 0.759, "DS13_Cux2f_102086_trial1", 0.580, "DS14_GC6s_cell3C_trial1", 0.756,
		"DS14_GC6s_cell3C_trial2", 0.769, "DS32_8s_472182_6_trial2", 0.955);

	@Test
	public void ratesFollowRecordedSpikesAtLeastAsWellAsThePeerOnEveryCell() throws Exception {
		for (final SpikeBenchmark.Cell cell : SpikeBenchmark.cells(SharedData.require("spike-ground-truth"))) {
			final SpikeScore score = cell.score();
			assertTrue(cell.name() + ": " + score, score.correlation() > OASIS_DECONV.get(cell.name()));
			assertTrue(cell.name() + ": " + score, score.f1() > 0.6);
		}
	}
}
