package dev.parley.protocol.xml;

import dev.parley.protocol.stream.StreamException;

/**
 * Takes the bytes of a stream as they come, and tells an {@link XmlStreamParser.Listener} what they
 * complete. Belongs to one thread at a time.
 */
public interface StreamInput {
  /**
   * Takes bytes; the array may be reused afterwards.
   *
   * @throws StreamException if the stream must end; later bytes are ignored
   */
  void feed(byte[] data, int offset, int length) throws StreamException;

  /** Stops events from being delivered until {@link #resume}; callable from the listener. */
  void suspend();

  /** Delivers what has been kept, unless the listener suspends again. */
  void resume() throws StreamException;

  /** What follows is a new stream with a header of its own. */
  void restart();

  /** Bytes received that are not part of an event delivered so far. */
  int buffered();

  /** Whether all that is {@link #buffered} is white space. */
  boolean onlyBlankBuffered();

  /** Forgets all bytes that are not part of an event delivered so far. */
  void discardBuffered();

  /** From the next byte on, other limits hold. */
  void limits(ParserLimits limits);

  /** Gives back memory if nothing is incomplete; the next bytes take it again. */
  void release();
}
