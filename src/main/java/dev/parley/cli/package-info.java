/** The command line: what it takes, and what it prints. */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
