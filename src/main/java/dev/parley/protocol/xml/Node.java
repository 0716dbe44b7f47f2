package dev.parley.protocol.xml;

/** What an element may contain. */
public sealed interface Node permits Element, Text {}
