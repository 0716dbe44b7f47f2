/** What must outlive a crash: narrow stores that say when a write counts and how it fails. */
@NullMarked
package dev.parley.core.storage;

import org.jspecify.annotations.NullMarked;
