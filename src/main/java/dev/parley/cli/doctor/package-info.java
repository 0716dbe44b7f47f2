/** What {@code doctor} looks at, and what it says about it. */
@NullMarked
package dev.parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
