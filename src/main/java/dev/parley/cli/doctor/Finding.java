package dev.parley.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * One thing that the doctor has looked at.
 *
 * @param about what it belongs to, as {@code DNS of example.org}
 * @param grade how it is
 * @param text what was found, one sentence
 * @param fix what to do about it; null if there is nothing to do
 */
public record Finding(String about, Grade grade, String text, @Nullable String fix) {}
