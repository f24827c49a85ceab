package org.apical.command;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.apical.session.Cluster;
import org.apical.session.ClusterService;
import org.apical.session.OtherMachines;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

/** What other machines do is what this one would have done. */
public class ClusterTest {

	@Rule
	public final TemporaryFolder temporary = new TemporaryFolder();

	private Path path(final String name) {
		return temporary.getRoot().toPath().resolve(name);
	}

	/** @param cluster null for this machine alone */
	private static Module run(final Cluster cluster, final Class<? extends ApicalCommand> command, final Path input, final Path output,
		final Object... more)
	{
		try (Context context = new Context()) {
			context.service(ClusterService.class).use(cluster);
			final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(command));
			if (input != null) module.setInput("input", new File[] { input.toFile() });
			module.setInput("output", output.toFile());
			for (int i = 0; i < more.length; i += 2) module.setInput((String) more[i], more[i + 1]);
			module.run();
			return module;
		}
	}

	private static List<Path> files(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).map(folder::relativize).sorted().toList();
		}
	}

	/** The same files with the same bytes; tables with times in them apart. */
	private static void assertSame(final Path expected, final Path found, final String... apart) throws IOException {
		assertEquals(files(expected), files(found));
		for (final Path file : files(expected)) if (!Arrays.asList(apart).contains(file.getFileName().toString())) assertArrayEquals(file
			.toString(), Files.readAllBytes(expected.resolve(file)), Files.readAllBytes(found.resolve(file)));
	}

	@Test
	public void aRecordingCorrectedByOtherMachinesHasTheSameBytes() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), 2 * 1100);
		for (final String model : List.of("lines", "rigid")) {
			final Object[] how = { "model", model, "planes", 2, "max_shift", 8.0, "scan_phase", true, "interpolation", "linear" };
			run(null, CorrectMotion.class, input, path("here" + model), how);
			final OtherMachines machines = new OtherMachines();
			run(machines, CorrectMotion.class, input, path("there" + model), how);
			assertEquals("three parts of each plane", 6, machines.done());
			assertSame(path("here" + model), path("there" + model), "run.json");
		}
	}

	@Test
	public void cancellingGivesTheWorkUpAndLeavesNothing() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), 1100);
		final Cluster slow = new Cluster() {

			@Override
			public <R extends Serializable> void run(final String name, final int pieces, final Work<R> work, final Listener<R> listener) {
				try (Stream<Path> hidden = Files.list(path("out"))) {
					assertTrue("the parts have a place", hidden.anyMatch(p -> Files.isDirectory(p.resolve("parts"))));
				}
				catch (final IOException e) {
					throw new UncheckedIOException(e);
				}
				running.cancel("enough");
				listener.waiting();
			}
		};
		try (Context context = new Context()) {
			context.service(ClusterService.class).use(slow);
			final Module module = context.service(ModuleService.class).createModule(context.service(CommandService.class).getCommand(
				CorrectMotion.class));
			module.setInput("input", new File[] { input.toFile() });
			module.setInput("output", path("out").toFile());
			running = (Cancelable) module;
			module.run();
			assertTrue(running.isCanceled());
		}
		assertEquals(List.of(), files(path("out")));
	}

	private Cancelable running;

	@Test
	public void aMachineThatDoesNotSeeTheFilesIsSaidInOneLine() throws IOException {
		final Path input = ShakyRecording.write(path("shaky.tif"), 30);
		// the folders are there while this machine looks, and gone when the other one does
		assertEquals("the output folder " + path("out") + " is not seen there; name one that all machines share under the same path",
			failure(input, path("out")));
		assertEquals(input + ": there is no such file; the recording must have the same path on all machines", failure(input, input));
		assertFalse(Files.exists(path("out/corrected.tif")));
	}

	/** Of a run on machines that do not see a file or folder. */
	private String failure(final Path input, final Path unseen) {
		return assertThrows(UncheckedIOException.class, () -> run(new Cluster() {

			@Override
			public <R extends Serializable> void run(final String name, final int pieces, final Work<R> work, final Listener<R> listener)
				throws IOException
			{
				try (Stream<Path> files = Files.walk(unseen)) {
					for (final Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
				}
				new OtherMachines().run(name, pieces, work, listener);
			}
		}, CorrectMotion.class, input, path("out"))).getMessage();
	}

	@Test
	public void aBatchOnOtherMachinesEndsLikeOneHere() throws IOException {
		run(null, Simulate.class, null, path("good"), "scene", "two-plane", "width", 96, "height", 96, "frames", 150, "seed", 1L, "photons", 20.0);
		final Path good = path("good/movie.tif"), broken = Files.writeString(path("broken.tif"), "no movie");
		final Path table = Files.writeString(path("experiment.csv"), "recording,day,interpolation\ngood/movie.tif,1,linear\nbroken.tif,2,\n");
		final Object[] how = { "planes", 2, "model", "rigid" };
		final OtherMachines machines = new OtherMachines();
		final String here = assertThrows(UncheckedIOException.class, () -> run(null, Batch.class, table, path("here"), how)).getMessage();
		final String there = assertThrows(UncheckedIOException.class, () -> run(machines, Batch.class, table, path("there"), how)).getMessage();
		assertEquals(here.replace("here", "there"), there);
		assertEquals(2, machines.done());
		assertSame(path("here"), path("there"), "run.json", "batch.csv", "report.html");
		assertEquals(withoutTimes(path("here")), withoutTimes(path("there")));

		Files.copy(good, broken, StandardCopyOption.REPLACE_EXISTING);
		final Object made = Files.getLastModifiedTime(path("there/day1/dff.npy"));
		run(null, Batch.class, table, path("there"), how);
		assertEquals("one goes on where the other stopped", made, Files.getLastModifiedTime(path("there/day1/dff.npy")));
		assertTrue(Files.exists(path("there/day2/dff.npy")));
	}

	private static List<String> withoutTimes(final Path folder) throws IOException {
		return Files.readAllLines(folder.resolve("batch.csv")).stream().map(l -> l.replaceFirst(",(done|failed),[0-9.]+,", ",$1,").replace(
			folder.toString(), "")).toList();
	}
}
