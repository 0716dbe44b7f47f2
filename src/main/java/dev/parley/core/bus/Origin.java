package dev.parley.core.bus;

/**
 * Where a message came from, for a sender who waits for its acknowledgement (XEP-0198 §4).
 *
 * @param stream the stream that sent it
 * @param sequence its number on that stream, counted from 1 without wrapping
 */
public record Origin(BusAddress<ToStream> stream, long sequence) {}
