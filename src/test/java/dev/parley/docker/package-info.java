/** The files of the container image, without a container engine. */
@NullMarked
package dev.parley.docker;

import org.jspecify.annotations.NullMarked;
