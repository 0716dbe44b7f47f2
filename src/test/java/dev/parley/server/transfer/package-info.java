@NullMarked
package dev.parley.server.transfer;

import org.jspecify.annotations.NullMarked;
