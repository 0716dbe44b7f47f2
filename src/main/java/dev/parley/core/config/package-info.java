/** Everything an operator can set: one immutable record per component, complete with defaults. */
@NullMarked
package dev.parley.core.config;

import org.jspecify.annotations.NullMarked;
