/** XML that clients keep for themselves (XEP-0049). */
@NullMarked
package dev.parley.modules.privatexml;

import org.jspecify.annotations.NullMarked;
