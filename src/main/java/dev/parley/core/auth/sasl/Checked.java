package dev.parley.core.auth.sasl;

/**
 * A password that is right.
 *
 * @param standing of the account
 * @param proof which of its passwords it is
 */
public record Checked(Standing standing, Proof proof) {}
