/** Seeds faults, and sees whether the doctor finds them. */
@NullMarked
package dev.parley.cli.doctor;

import org.jspecify.annotations.NullMarked;
