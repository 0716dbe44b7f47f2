/** When somebody was last there (XEP-0012). */
@NullMarked
package dev.parley.modules.lastactivity;

import org.jspecify.annotations.NullMarked;
