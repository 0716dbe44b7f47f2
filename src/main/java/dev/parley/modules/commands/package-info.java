/** Runs commands for people (XEP-0050), and has those about their own accounts. */
@NullMarked
package dev.parley.modules.commands;

import org.jspecify.annotations.NullMarked;
