/** Kills servers under load and proves from what their clients saw that no promise was broken. */
@NullMarked
package dev.parley.crash;

import org.jspecify.annotations.NullMarked;
