package dev.parley.cli;

/** A word that only has commands below it. */
final class GroupCommand {}
