/** Commands that people run from their clients, step by step (XEP-0050). */
@NullMarked
package dev.parley.core.command;

import org.jspecify.annotations.NullMarked;
