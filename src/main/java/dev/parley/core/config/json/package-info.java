/** Reads the configuration from JSON, the environment and the command line, by its JSON Schema. */
@NullMarked
package dev.parley.core.config.json;

import org.jspecify.annotations.NullMarked;
