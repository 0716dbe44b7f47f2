/** The commands of administration, and the socket in the data folder that takes them. */
@NullMarked
package dev.parley.core.admin;

import org.jspecify.annotations.NullMarked;
