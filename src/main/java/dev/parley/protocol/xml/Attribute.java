package dev.parley.protocol.xml;

/**
 * An attribute of an element; namespace declarations are none.
 *
 * @param namespace empty for none
 * @param name local name
 * @param value unescaped
 */
public record Attribute(String namespace, String name, String value) {}
