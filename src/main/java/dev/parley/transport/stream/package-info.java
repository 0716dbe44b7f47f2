/** What all kinds of streams share: acknowledgements, budgets, features. */
@NullMarked
package dev.parley.transport.stream;

import org.jspecify.annotations.NullMarked;
