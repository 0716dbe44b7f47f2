/** What modules answer over HTTP, and what they may know of who asks. */
@NullMarked
package dev.parley.core.http;

import org.jspecify.annotations.NullMarked;
