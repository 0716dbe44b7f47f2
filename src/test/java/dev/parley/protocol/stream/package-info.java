/** Tests of stream headers and stream errors. */
@NullMarked
package dev.parley.protocol.stream;

import org.jspecify.annotations.NullMarked;
