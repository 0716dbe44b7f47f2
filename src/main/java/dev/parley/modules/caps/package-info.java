/** What the clients of a home can do (XEP-0115). */
@NullMarked
package dev.parley.modules.caps;

import org.jspecify.annotations.NullMarked;
