/** Rules of external service discovery. */
@NullMarked
package dev.parley.modules.extdisco;

import org.jspecify.annotations.NullMarked;
