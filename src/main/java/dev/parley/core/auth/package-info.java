/** Accounts, how their passwords are kept and checked, and how guessing them is slowed down. */
@NullMarked
package dev.parley.core.auth;

import org.jspecify.annotations.NullMarked;
