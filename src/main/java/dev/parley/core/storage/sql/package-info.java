/** The stores on SQLite and PostgreSQL: the only place that knows SQL. */
@NullMarked
package dev.parley.core.storage.sql;

import org.jspecify.annotations.NullMarked;
