package dev.parley.core.bus;

/**
 * A body that is answered.
 *
 * @param <R> the type of the answer
 */
public interface Request<R> {}
