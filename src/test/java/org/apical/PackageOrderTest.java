package org.apical;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.Assert.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apical.reward.RewardDevice;
import org.junit.Test;

/** Imports go one way: each package may use those listed for it and nothing else of Apical. */
public class PackageOrderTest {

	private static final List<String> NUMERICAL = List.of("recording", "motion", "roi", "trace", "neuron", "signal", "online",
		"reward", "simulate");

	private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries( //
		Map.entry("recording", Set.of()), //
		Map.entry("motion", Set.of("recording")), //
		Map.entry("roi", Set.of("recording")), //
		Map.entry("trace", Set.of("recording", "roi")), //
		Map.entry("neuron", Set.of("recording", "motion", "roi", "trace")), //
		Map.entry("signal", Set.of("recording", "neuron", "trace")), //
		Map.entry("reward", Set.of()), //
		Map.entry("online", Set.of("recording", "motion", "roi", "trace", "reward")), //
		Map.entry("simulate", Set.of("recording")), //
		Map.entry("session", Set.copyOf(NUMERICAL)), //
		Map.entry("report", with("session")), //
		Map.entry("command", with("session", "report")), //
		Map.entry("cli", with("session", "report", "command")), //
		Map.entry("ij", with("session", "report", "command")), //
		Map.entry("spark", with("session", "report", "command", "cli")));

	private static final JavaClasses CLASSES = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("org.apical");

	private static Set<String> with(final String... more) {
		final List<String> all = new ArrayList<>(NUMERICAL);
		all.addAll(List.of(more));
		return Set.copyOf(all);
	}

	@Test
	public void everyPackageImportsOnlyThoseToItsLeft() {
		MAY_IMPORT.forEach((name, allowed) -> {
			final String[] forbidden = MAY_IMPORT.keySet().stream().filter(p -> !p.equals(name) && !allowed.contains(p)).map(
				PackageOrderTest::tree).toArray(String[]::new);
			noClasses().that().resideInAPackage(tree(name)).should().dependOnClassesThat().resideInAnyPackage(forbidden)
				.allowEmptyShould(true).check(CLASSES);
		});
	}

	@Test
	public void everyPackageHasItsPlaceInTheOrder() {
		CLASSES.forEach(c -> assertTrue(c.getName() + " lies outside the packages of the design", MAY_IMPORT.keySet().stream()
			.anyMatch(p -> c.getPackageName().matches("org\\.apical\\." + p + "(\\..*)?"))));
	}

	@Test
	public void numericalCodeKnowsNoWindow() {
		final String[] numerical = NUMERICAL.stream().filter(p -> !p.equals("recording")).map(PackageOrderTest::tree).toArray(
			String[]::new);
		noClasses().that().resideInAnyPackage(numerical).should().dependOnClassesThat().resideInAnyPackage("ij.gui..", "java.awt..",
			"javax.swing..").allowEmptyShould(true).check(CLASSES);
	}

	@Test
	public void rewardsArePaidThroughTheGateOnly() {
		noClasses().that().resideOutsideOfPackage("org.apical.reward").should().dependOnClassesThat().areAssignableTo(RewardDevice.class)
			.check(CLASSES);
	}

	private static String tree(final String name) {
		return "org.apical." + name + "..";
	}
}
