package org.apical.cli;

import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;

import org.scijava.log.LogService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.PluginIndex;
import org.scijava.plugin.PluginInfo;
import org.scijava.service.AbstractService;
import org.scijava.service.Service;
import org.scijava.thread.DefaultThreadService;
import org.scijava.thread.ThreadService;

/**
 * Delivers SciJava's events in the thread that publishes them, one at a time. SciJava's own service hands each to AWT's event
 * thread, without a screen too, and AWT, if busy at the wrong moment, never ends that thread: a command that is done would
 * then not end. All else is SciJava's.
 */
public final class CallingThreadService extends AbstractService implements ThreadService {

	private static final String QUEUE = "events";

	/** Asked for by SciJava's service, so it must be there first. */
	@Parameter
	private LogService log;

	private final DefaultThreadService others = new DefaultThreadService();
	private final ReentrantLock dispatch = new ReentrantLock();

	/** All plugins that can be found, with this in place of SciJava's service: for a context that needs no AWT. */
	static PluginIndex plugins() {
		return new PluginIndex() {

			@Override
			public void discover() {
				super.discover();
				removeAll(getAll().stream().filter(p -> p.getClassName().equals(DefaultThreadService.class.getName())).toList());
				add(new PluginInfo<>(CallingThreadService.class, Service.class));
			}
		};
	}

	/** SciJava's service; events come before services are initialized. */
	private synchronized DefaultThreadService others() {
		if (others.getContext() == null) {
			others.setContext(context());
			context().inject(others);
		}
		return others;
	}

	@Override
	public boolean isDispatchThread() {
		return dispatch.isHeldByCurrentThread();
	}

	/** Runs code in this thread once no other thread runs any. */
	@Override
	public void invoke(final Runnable code) throws InterruptedException, InvocationTargetException {
		dispatch.lockInterruptibly();
		try {
			code.run();
		}
		catch (final RuntimeException | Error e) {
			throw new InvocationTargetException(e);
		}
		finally {
			dispatch.unlock();
		}
	}

	/** Runs code soon, in a thread of the queue's. */
	@Override
	public void queue(final Runnable code) {
		others().queue(QUEUE, () -> {
			invoke(code);
			return null;
		});
	}

	@Override
	public Future<?> queue(final String id, final Runnable code) {
		return others().queue(id, code);
	}

	@Override
	public <V> Future<V> queue(final String id, final Callable<V> code) {
		return others().queue(id, code);
	}

	@Override
	public <V> Future<V> run(final Callable<V> code) {
		return others().run(code);
	}

	@Override
	public Future<?> run(final Runnable code) {
		return others().run(code);
	}

	@Override
	public ExecutorService getExecutorService() {
		return others().getExecutorService();
	}

	@Override
	public void setExecutorService(final ExecutorService executor) {
		others().setExecutorService(executor);
	}

	@Override
	public Thread getParent(final Thread thread) {
		return others().getParent(thread);
	}

	@Override
	public ThreadContext getThreadContext(final Thread thread) {
		return others().getThreadContext(thread);
	}

	@Override
	public Thread newThread(final Runnable code) {
		return others().newThread(code);
	}

	@Override
	public void dispose() {
		others.dispose();
	}
}
