/** Tests of this package. */
@NullMarked
package dev.parley.modules.hostmeta;

import org.jspecify.annotations.NullMarked;
