package dev.parley.protocol.xml;

/**
 * Character data, unescaped.
 *
 * @param value never empty in a parsed tree
 */
public record Text(String value) implements Node {}
