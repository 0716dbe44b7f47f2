/** The databases themselves: commits, crashes, outages, upgrades. */
@NullMarked
package dev.parley.core.storage.sql;

import org.jspecify.annotations.NullMarked;
