/** Composition: opens what there is to open, deploys verticles, starts modules. */
@NullMarked
package dev.parley.server;

import org.jspecify.annotations.NullMarked;
