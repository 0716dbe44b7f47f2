/** Components: programs that serve domains of their own (XEP-0114). */
@NullMarked
package dev.parley.transport.component;

import org.jspecify.annotations.NullMarked;
