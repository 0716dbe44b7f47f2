/** Rules of uploads. */
@NullMarked
package dev.parley.modules.upload;

import org.jspecify.annotations.NullMarked;
