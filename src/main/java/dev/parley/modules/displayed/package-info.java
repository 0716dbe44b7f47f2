/** How far each chat was read, for an account's other devices (XEP-0490). */
@NullMarked
package dev.parley.modules.displayed;

import org.jspecify.annotations.NullMarked;
